// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.method;

import java.util.List;
import org.lxt.spi.InputKind;

/** A prompt with one target. What relevance is asked at is a matrix: a row for each token, or one row of pixels. */
public interface Question {
    /** Which prompt of the call it is about, counted from 0. */
    int sequence();

    /** The tokens whose states after the last layer the target is computed from, usually one. Known once it was asked. */
    int[] targetTokens();

    /** What the model reads: tokens, or pixels. */
    InputKind kind();

    /** The tokens of the prompt; 1 for an image. */
    int rows();

    /** The hidden size; for an image, its channels times its height times its width. */
    int columns();

    /** For each word of the prompt, its first token; empty if the prompt is an image. Every token is in exactly one. */
    int[] words();

    /**
     * For each named part of the prompt, and each run of tokens that is in none, its first token; empty if the prompt is an image.
     * Every token is in exactly one.
     */
    int[] segments();

    /** The height of the image in pixels; 0 if the prompt is tokens. */
    int height();

    /** The width of the image in pixels; 0 if the prompt is tokens. */
    int width();

    /**
     * Each token; of an image each patch, as the model cuts it.
     *
     * @return for each, indices of its features: of {@code [rows, columns]}, row by row
     */
    default List<int[]> parts() {
        return Spread.parts(this);
    }
}
