// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops.attention;

import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import org.lxt.tensor.Scope;
import org.lxt.tensor.Shape;
import org.lxt.tensor.Tensor;

/**
 * Cosines and sines of the rotary angles of each row.
 *
 * @param cosines {@code [rows, headSize / 2]}
 * @param sines {@code [rows, headSize / 2]}
 */
public record RopeTable(Tensor cosines, Tensor sines) {
    /**
     * The table for rows at these positions.
     *
     * @param positions position of each row
     * @param inverseFrequencies angle per position of each pair, headSize / 2 of them
     * @param amplitude factor of all cosines and sines; 1 but for yarn and longrope
     */
    public static RopeTable of(Scope scope, int[] positions, float[] inverseFrequencies, double amplitude) {
        return of(scope, positions, row -> inverseFrequencies, row -> amplitude);
    }

    /**
     * The table for rows that turn at frequencies of their own, as those of sequences of different lengths may.
     *
     * @param positions position of each row
     * @param inverseFrequencies for each row, the angle per position of each pair; as many for every row
     * @param amplitude for each row, the factor of its cosines and sines
     */
    public static RopeTable of(
            Scope scope, int[] positions, IntFunction<float[]> inverseFrequencies, IntToDoubleFunction amplitude) {
        int half = inverseFrequencies.apply(0).length;
        double[] cosines = new double[positions.length * half];
        double[] sines = new double[positions.length * half];
        for (int r = 0; r < positions.length; r++) {
            float[] frequencies = inverseFrequencies.apply(r);
            double factor = amplitude.applyAsDouble(r);
            for (int j = 0; j < half; j++) {
                double angle = (double) positions[r] * frequencies[j];
                cosines[r * half + j] = StrictMath.cos(angle) * factor;
                sines[r * half + j] = StrictMath.sin(angle) * factor;
            }
        }
        Shape shape = Shape.of(positions.length, half);
        return new RopeTable(scope.constant(shape, cosines), scope.constant(shape, sines));
    }
}
