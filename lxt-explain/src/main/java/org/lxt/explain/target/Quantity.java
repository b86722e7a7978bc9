// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.target;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.lxt.explain.request.Target;
import org.lxt.spi.OutputKind;
import org.lxt.tensor.Seed;
import org.lxt.tensor.SeedRow;
import org.lxt.tensor.Tensor;

/**
 * What is explained, every choice made: a sum over one or more vectors of an output. It can be asked for again on other values
 * of the same prompt.
 *
 * @param output the output that the vectors are in
 * @param terms what is added up
 */
public record Quantity(OutputKind output, List<Term> terms) {
    /** Finds the vector of a quantity's output at a token. */
    @FunctionalInterface
    public interface Vectors {
        /** The vector at the row of a token. */
        OutputVectors.Vector at(int position);
    }

    /**
     * What a backward pass from a term explains.
     *
     * @param value the gradient times the vector; of a logit its value
     * @param usual the size that it would have if the weights stood on entries as far from the mean as is usual
     */
    public record LinearValue(double value, double usual) {}

    /**
     * One entry of one vector, or its advantage over others.
     *
     * @param position the token at whose row the vector stands
     * @param factor how often it counts
     * @param entry the entry
     * @param weights weights of single entries, that of the entry being 1
     * @param others the weight of all other entries
     * @param measure what of it is explained; of a log-probability, weights and others are of no account
     */
    public record Term(
            int position,
            double factor,
            int entry,
            Map<Integer, Double> weights,
            double others,
            Target.Measure measure) {
        /** The value, without the factor. */
        double value(OutputVectors.Vector vector) {
            double[] values = vector.values();
            if (measure == Target.Measure.LOG_PROBABILITY) {
                return values[entry] - vector.softmax().logOfSum();
            }
            double own = 0;
            double rest = others == 0 ? 0 : Arrays.stream(values).sum();
            for (Map.Entry<Integer, Double> weight : weights.entrySet()) {
                own += weight.getValue() * values[weight.getKey()];
                rest -= values[weight.getKey()];
            }
            return own + others * rest;
        }

        /**
         * Its gradient at the vector, without the factor.
         *
         * @param values the entries of the vector
         */
        private double[] gradient(OutputVectors.Vector vector, double[] values) {
            if (measure == Target.Measure.LOG_PROBABILITY) {
                return vector.softmax().oneHotLess(values, entry);
            }
            double[] gradient = new double[values.length];
            Arrays.fill(gradient, others);
            weights.forEach((column, weight) -> gradient[column] = weight);
            return gradient;
        }

        /** What a backward pass from it explains, and how large that usually is. */
        public LinearValue linearValue(OutputVectors.Vector vector) {
            double[] values = vector.values();
            double[] gradient = gradient(vector, values);
            double mean = Arrays.stream(values).average().orElseThrow();
            double sum = 0;
            double squares = 0;
            double weight = 0;
            for (int i = 0; i < values.length; i++) {
                sum += gradient[i] * values[i];
                squares += (values[i] - mean) * (values[i] - mean);
                weight += Math.abs(gradient[i]);
            }
            return new LinearValue(sum, weight * Math.sqrt(squares / values.length));
        }

        /** The same, counting this often. */
        public Term times(double newFactor) {
            return new Term(position, newFactor, entry, weights, others, measure);
        }

        /** Whether it is an advantage over single entries. */
        public boolean isAgainstOne() {
            return measure == Target.Measure.LOGIT && weights.size() > 1;
        }

        boolean isSingleEntry() {
            return measure == Target.Measure.LOGIT && others == 0 && weights.size() == 1;
        }
    }

    /** Index of the largest of all other entries. */
    public static int runnerUp(int entry, double[] vector) {
        return Candidates.largestBut(entry, vector);
    }

    /** Copies the terms. */
    public Quantity {
        terms = List.copyOf(terms);
    }

    /** What a backward pass from it starts with. */
    public Seed seed(Vectors vectors) {
        Map<Integer, List<Term>> byRow = new TreeMap<>();
        Map<Integer, OutputVectors.Vector> vectorOf = new HashMap<>();
        Tensor tensor = null;
        for (Term term : terms) {
            OutputVectors.Vector vector = vectors.at(term.position());
            tensor = vector.tensor();
            vectorOf.put(vector.row(), vector);
            byRow.computeIfAbsent(vector.row(), _ -> new ArrayList<>()).add(term);
        }
        List<SeedRow> rows = new ArrayList<>();
        byRow.forEach((row, of) -> rows.add(row(Objects.requireNonNull(vectorOf.get(row)), of)));
        return Seed.rows(Objects.requireNonNull(tensor), rows);
    }

    private static SeedRow row(OutputVectors.Vector vector, List<Term> terms) {
        Term first = terms.getFirst();
        if (terms.size() == 1 && first.isSingleEntry()) {
            return SeedRow.of(vector.row(), Map.of(first.entry(), first.factor()), 0);
        }
        return SeedRow.of(vector.row(), values -> {
            double[] sum = new double[values.length];
            for (Term term : terms) {
                double[] gradient = term.gradient(vector, values);
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += term.factor() * gradient[i];
                }
            }
            return sum;
        });
    }

    /** Its value. */
    public double value(Vectors vectors) {
        double sum = 0;
        for (Term term : terms) {
            sum += term.factor() * term.value(vectors.at(term.position()));
        }
        return sum;
    }
}
