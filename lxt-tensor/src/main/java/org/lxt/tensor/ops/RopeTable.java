package org.lxt.tensor.ops;

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
        int half = inverseFrequencies.length;
        double[] cosines = new double[positions.length * half];
        double[] sines = new double[positions.length * half];
        for (int r = 0; r < positions.length; r++) {
            for (int j = 0; j < half; j++) {
                double angle = (double) positions[r] * inverseFrequencies[j];
                cosines[r * half + j] = StrictMath.cos(angle) * amplitude;
                sines[r * half + j] = StrictMath.sin(angle) * amplitude;
            }
        }
        Shape shape = Shape.of(positions.length, half);
        return new RopeTable(scope.constant(shape, cosines), scope.constant(shape, sines));
    }
}
