// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.pass.observe;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lxt.rules.NormLayer;
import org.lxt.tensor.Tensor;

/** A norm of rows as the linear function that it is once what each row is divided by is held constant, without its bias. */
interface ConstantSpread {
    /** No norm. */
    ConstantSpread NONE = new ConstantSpread() {
        @Override
        public void apply(int row, double[] part) {}

        @Override
        public double[] whole(double[] rows) {
            return rows;
        }
    };

    /** Applies it to a part of a row, in place. */
    void apply(int row, double[] part);

    /** What the norm gives for the whole rows, its bias included. */
    double[] whole(double[] rows);

    /**
     * A norm of the rows that it was applied to.
     *
     * @param layer the norm, or none
     * @param rows what it was applied to, row by row
     */
    static ConstantSpread of(@Nullable NormLayer layer, double[] rows, int width) {
        return switch (layer) {
            case null -> NONE;
            case NormLayer.Rms rms -> {
                double[] weight = rms.weight().toDoubles();
                yield new Norm(
                        Arrays.stream(weight).map(w -> w + rms.offset()).toArray(),
                        new double[width],
                        false,
                        spreads(rows, width, false, rms.epsilon()));
            }
            case NormLayer.Layer norm -> {
                Tensor bias = norm.bias();
                yield new Norm(
                        norm.weight().toDoubles(),
                        bias == null ? new double[width] : bias.toDoubles(),
                        true,
                        spreads(rows, width, true, norm.epsilon()));
            }
        };
    }

    private static double[] spreads(double[] rows, int width, boolean centred, double epsilon) {
        double[] spreads = new double[rows.length / width];
        for (int r = 0; r < spreads.length; r++) {
            double mean =
                    centred ? Arrays.stream(rows, r * width, (r + 1) * width).sum() / width : 0;
            double squares = 0;
            for (int c = 0; c < width; c++) {
                double value = rows[r * width + c] - mean;
                squares += value * value;
            }
            spreads[r] = Math.sqrt(squares / width + epsilon);
        }
        return spreads;
    }

    /**
     * A norm.
     *
     * @param weight of each column
     * @param bias of each column
     * @param centred whether the mean of a row is subtracted
     * @param spreads what each row is divided by
     */
    record Norm(double[] weight, double[] bias, boolean centred, double[] spreads) implements ConstantSpread {
        @Override
        public void apply(int row, double[] part) {
            double mean = centred ? Arrays.stream(part).sum() / part.length : 0;
            for (int c = 0; c < part.length; c++) {
                part[c] = (part[c] - mean) / spreads[row] * weight[c];
            }
        }

        @Override
        public double[] whole(double[] rows) {
            int width = weight.length;
            double[] all = new double[rows.length];
            for (int r = 0; r < spreads.length; r++) {
                double[] row = Arrays.copyOfRange(rows, r * width, (r + 1) * width);
                apply(r, row);
                for (int c = 0; c < width; c++) {
                    all[r * width + c] = row[c] + bias[c];
                }
            }
            return all;
        }
    }
}
