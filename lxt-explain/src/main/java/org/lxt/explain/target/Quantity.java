package org.lxt.explain.target;

import java.util.ArrayList;
import java.util.Arrays;
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
        double value(double[] vector) {
            if (measure == Target.Measure.LOG_PROBABILITY) {
                return vector[entry] - Softmax.logOfSum(vector);
            }
            double sum = 0;
            for (int i = 0; i < vector.length; i++) {
                sum += vector[i] * weights.getOrDefault(i, others);
            }
            return sum;
        }

        /** Its gradient at the vector, without the factor. */
        double[] gradient(double[] vector) {
            if (measure == Target.Measure.LOG_PROBABILITY) {
                return Softmax.oneHotLess(vector, entry);
            }
            double[] gradient = new double[vector.length];
            Arrays.fill(gradient, others);
            weights.forEach((column, weight) -> gradient[column] = weight);
            return gradient;
        }

        /** What a backward pass from it explains: its gradient times the vector. Of a logit that is its value. */
        public double linearValue(double[] vector) {
            double[] gradient = gradient(vector);
            double sum = 0;
            for (int i = 0; i < vector.length; i++) {
                sum += gradient[i] * vector[i];
            }
            return sum;
        }

        /** The size of {@link #linearValue} if the weights stood on entries as far from the mean as is usual. */
        public double usualValue(double[] vector) {
            double[] gradient = gradient(vector);
            double mean = Arrays.stream(vector).average().orElseThrow();
            double squares = 0;
            double weight = 0;
            for (int i = 0; i < vector.length; i++) {
                squares += (vector[i] - mean) * (vector[i] - mean);
                weight += Math.abs(gradient[i]);
            }
            return weight * Math.sqrt(squares / vector.length);
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
        Tensor tensor = null;
        for (Term term : terms) {
            OutputVectors.Vector vector = vectors.at(term.position());
            tensor = vector.tensor();
            byRow.computeIfAbsent(vector.row(), _ -> new ArrayList<>()).add(term);
        }
        List<SeedRow> rows = new ArrayList<>();
        byRow.forEach((row, of) -> rows.add(row(row, of)));
        return Seed.rows(Objects.requireNonNull(tensor), rows);
    }

    private static SeedRow row(int row, List<Term> terms) {
        Term first = terms.getFirst();
        if (terms.size() == 1 && first.isSingleEntry()) {
            return SeedRow.of(row, Map.of(first.entry(), first.factor()), 0);
        }
        return SeedRow.of(row, vector -> {
            double[] sum = new double[vector.length];
            for (Term term : terms) {
                double[] gradient = term.gradient(vector);
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
            sum += term.factor() * term.value(vectors.at(term.position()).values());
        }
        return sum;
    }
}
