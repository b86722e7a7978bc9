package org.lxt.testkit.contract;

import java.util.Collections;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lxt.spi.ModelException;
import org.lxt.spi.Weights;
import org.lxt.tensor.Weight;

/**
 * A checkpoint that holds whatever a loader asks for: numbers that depend on the name alone. So a family can be tried
 * without any file, and in shapes that no file has.
 */
final class RandomWeights implements Weights {
    /** More than a model for tests needs; what asks for more has read a size wrongly. */
    private static final long MOST = 1 << 22;

    private final Map<String, String> asked = new TreeMap<>();
    private final @Nullable String changed;

    private RandomWeights(@Nullable String changed) {
        this.changed = changed;
    }

    /** A checkpoint. */
    static RandomWeights create() {
        return new RandomWeights(null);
    }

    /** The same checkpoint but for other numbers in one parameter. */
    static RandomWeights changed(String name) {
        return new RandomWeights(name);
    }

    /** The shapes of the parameters that were asked for, by name. */
    Map<String, String> asked() {
        return Collections.unmodifiableMap(asked);
    }

    /** None: the parameters are not known before somebody asks. */
    @Override
    public Set<String> names() {
        return Set.of();
    }

    @Override
    public Weight matrix(String name, int rows, int columns) {
        ask(name, rows + " x " + columns, (long) rows * columns);
        return Weight.of(name, values(name, rows * columns, 0, 1 / Math.sqrt(columns)), rows, columns);
    }

    @Override
    public Weight stack(String name, int count, int rows, int columns) {
        ask(name, count + " x " + rows + " x " + columns, (long) count * rows * columns);
        int all = Math.multiplyExact(count, rows);
        return Weight.of(name, values(name, all * columns, 0, 1 / Math.sqrt(columns)), all, columns);
    }

    /** Biases are around 0, other vectors, which are mostly weights of norms, around 1. */
    @Override
    public double[] vector(String name, int size) {
        ask(name, Integer.toString(size), size);
        return values(name, size, name.endsWith("bias") ? 0 : 1, 0.3);
    }

    private void ask(String name, String shape, long size) {
        if (size < 1 || size > MOST) {
            throw new ModelException("parameter '" + name + "' is asked for with the shape " + shape
                    + ", which is more than a test needs");
        }
        asked.put(name, shape);
    }

    private double[] values(String name, int count, double mean, double deviation) {
        Random random = new Random(name.hashCode() * 31L + (name.equals(changed) ? 1 : 0));
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (mean + deviation * random.nextGaussian());
        }
        return values;
    }
}
