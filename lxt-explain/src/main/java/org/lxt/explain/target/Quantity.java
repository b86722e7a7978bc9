package org.lxt.explain.target;

import java.util.Map;
import org.lxt.spi.OutputKind;
import org.lxt.tensor.Seed;

/**
 * What is explained, every choice made: a weighted sum over one output vector. It can be asked for again on other values of
 * the same prompt.
 *
 * @param output the output that the vector is in
 * @param position the token at whose row it stands
 * @param weights weights of single entries
 * @param others the weight of all other entries
 */
public record Quantity(OutputKind output, int position, Map<Integer, Double> weights, double others) {
    /** What a backward pass from it starts with. */
    public Seed seed(OutputVectors.Vector vector) {
        return Seed.weighted(vector.tensor(), vector.row(), weights, others);
    }

    /** Its value. */
    public double value(OutputVectors.Vector vector) {
        double[] values = vector.values();
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += values[i] * weights.getOrDefault(i, others);
        }
        return sum;
    }
}
