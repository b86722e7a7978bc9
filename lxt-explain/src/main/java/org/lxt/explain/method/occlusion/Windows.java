// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.method.occlusion;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.lxt.explain.method.Question;
import org.lxt.explain.request.ExplainException;
import org.lxt.spi.InputKind;

/** Which parts of an input are left out, one at a time. */
@FunctionalInterface
public interface Windows {
    /**
     * The windows of a question, in which each feature lies at least once.
     *
     * @return for each window, indices of its features: of {@code [rows, columns]} of the question, row by row
     */
    List<int[]> of(Question question);

    /**
     * Refuses, in a sentence, what has no such windows.
     *
     * @throws ExplainException if it has none
     */
    default void requireFitting(InputKind kind) {}

    /** Each token; of an image each patch, as the model cuts it. */
    static Windows single() {
        return new Windows() {
            @Override
            public List<int[]> of(Question question) {
                return question.parts();
            }

            @Override
            public String toString() {
                return "single";
            }
        };
    }

    /**
     * Runs of tokens.
     *
     * @param length tokens of a run
     * @param step how far each begins after the one before; not more than {@code length}, or some would be left out of none
     */
    static Windows tokens(int length, int step) {
        if (step < 1 || step > length) {
            throw new IllegalArgumentException(
                    "windows of " + length + " tokens can step by 1 to " + length + " tokens, not by " + step);
        }
        return new Windows() {
            @Override
            public List<int[]> of(Question question) {
                requireFitting(question.kind());
                return tokens(question, length, step);
            }

            @Override
            public void requireFitting(InputKind kind) {
                requireTokens(kind, "runs of tokens");
            }

            @Override
            public String toString() {
                return "tokens " + length + " by " + step;
            }
        };
    }

    /** Each word, as reports have them. */
    static Windows words() {
        return runs("words", Question::words);
    }

    /** Each named part of the prompt, and each run of tokens that is in none. */
    static Windows segments() {
        return runs("segments", Question::segments);
    }

    private static Windows runs(String name, Function<Question, int[]> beginnings) {
        return new Windows() {
            @Override
            public List<int[]> of(Question question) {
                requireFitting(question.kind());
                int[] firsts = beginnings.apply(question);
                List<int[]> windows = new ArrayList<>();
                for (int w = 0; w < firsts.length; w++) {
                    windows.add(rows(question, firsts[w], w + 1 < firsts.length ? firsts[w + 1] : question.rows()));
                }
                return windows;
            }

            @Override
            public void requireFitting(InputKind kind) {
                requireTokens(kind, name);
            }

            @Override
            public String toString() {
                return name;
            }
        };
    }

    private static void requireTokens(InputKind kind, String what) {
        if (kind instanceof InputKind.Pixels) {
            throw new ExplainException("leaving out " + what
                    + " is for models of text, and this one reads images; leave out single patches");
        }
    }

    /** The features of tokens one after the other. */
    private static int[] rows(Question question, int first, int end) {
        return IntStream.range(first * question.columns(), end * question.columns())
                .toArray();
    }

    private static List<int[]> tokens(Question question, int length, int step) {
        List<int[]> windows = new ArrayList<>();
        for (int first = 0; ; first += step) {
            int end = Math.min(question.rows(), first + length);
            windows.add(rows(question, first, end));
            if (end == question.rows()) {
                return windows;
            }
        }
    }
}
