// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.method.occlusion;

import org.lxt.explain.method.Asked;
import org.lxt.explain.method.Question;
import org.lxt.spi.InputKind;

/** What stands for an input that says nothing. */
public interface Baseline {
    /** Zero embeddings, or pixels that are zero after normalisation. */
    Baseline ZERO = new Baseline() {
        @Override
        public double[] of(Asked asked) {
            return new double[asked.input().length];
        }

        @Override
        public String toString() {
            return "zero";
        }
    };

    /**
     * The mean of all embeddings of the prompt in place of each; of an image, in place of each pixel the mean of its channel.
     */
    Baseline MEAN = new Baseline() {
        @Override
        public double[] of(Asked asked) {
            Question question = asked.question();
            double[] input = asked.input();
            double[] means = new double[input.length];
            switch (question.kind()) {
                case InputKind.Tokens _ -> {
                    int columns = question.columns();
                    for (int c = 0; c < columns; c++) {
                        fillWithMean(input, means, c, columns, question.rows());
                    }
                }
                case InputKind.Pixels kind -> {
                    int pixels = question.height() * question.width();
                    for (int c = 0; c < kind.channels(); c++) {
                        fillWithMean(input, means, c * pixels, 1, pixels);
                    }
                }
            }
            return means;
        }

        private void fillWithMean(double[] values, double[] means, int first, int step, int count) {
            double sum = 0;
            for (int i = 0; i < count; i++) {
                sum += values[first + i * step];
            }
            for (int i = 0; i < count; i++) {
                means[first + i * step] = sum / count;
            }
        }

        @Override
        public String toString() {
            return "mean";
        }
    };

    /**
     * The baseline of a question.
     *
     * @return {@code [rows, columns]} of the question, row by row
     */
    double[] of(Asked asked);

    /**
     * Values that are given, the same for each question.
     *
     * @param values {@code [rows, columns]} of the question, row by row
     */
    static Baseline given(double[] values) {
        double[] own = values.clone();
        return new Baseline() {
            @Override
            public double[] of(Asked asked) {
                return own.clone();
            }

            @Override
            public String toString() {
                return "given";
            }
        };
    }
}
