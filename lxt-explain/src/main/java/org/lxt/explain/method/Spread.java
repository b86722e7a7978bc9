// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.method;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.lxt.spi.InputKind;

/** The features of whole tokens or patches, and numbers of those shared among them. */
final class Spread {
    private Spread() {}

    static List<int[]> parts(Question question) {
        return switch (question.kind()) {
            case InputKind.Tokens _ ->
                IntStream.range(0, question.rows())
                        .mapToObj(row -> IntStream.range(row * question.columns(), (row + 1) * question.columns())
                                .toArray())
                        .toList();
            case InputKind.Pixels pixels -> patches(question, pixels);
        };
    }

    /**
     * Equal shares. Of an image, numbers of tokens before the patches are left out.
     *
     * @param tokens one number for each token
     * @return {@code [rows, columns]} of the question, row by row
     */
    static double[] evenly(Question question, double[] tokens) {
        double[] features = new double[Math.multiplyExact(question.rows(), question.columns())];
        List<int[]> parts = question.parts();
        int before = tokens.length - parts.size();
        for (int p = 0; p < parts.size(); p++) {
            for (int i : parts.get(p)) {
                features[i] = tokens[before + p] / parts.get(p).length;
            }
        }
        return features;
    }

    private static List<int[]> patches(Question question, InputKind.Pixels kind) {
        List<int[]> windows = new ArrayList<>();
        int height = kind.patchHeight();
        int width = kind.patchWidth();
        for (int top = 0; top < question.height(); top += height) {
            for (int left = 0; left < question.width(); left += width) {
                int[] window = new int[kind.channels() * height * width];
                int at = 0;
                for (int c = 0; c < kind.channels(); c++) {
                    for (int y = top; y < top + height; y++) {
                        for (int x = left; x < left + width; x++) {
                            window[at++] = (c * question.height() + y) * question.width() + x;
                        }
                    }
                }
                windows.add(window);
            }
        }
        return windows;
    }
}
