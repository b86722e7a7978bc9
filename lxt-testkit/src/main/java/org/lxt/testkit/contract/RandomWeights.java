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
    private final Set<String> stored;
    private final @Nullable String changed;
    private final @Nullable String missing;

    private RandomWeights(Set<String> stored, @Nullable String changed, @Nullable String missing) {
        this.stored = stored;
        this.changed = changed;
        this.missing = missing;
    }

    /** A checkpoint. */
    static RandomWeights create() {
        return new RandomWeights(Set.of(), null, null);
    }

    /** The same checkpoint but for other numbers in one parameter. */
    static RandomWeights changed(String name) {
        return new RandomWeights(Set.of(), name, null);
    }

    /** A checkpoint that says it holds some parameters, and lacks one of them. */
    static RandomWeights without(String name, Set<String> stored) {
        return new RandomWeights(stored, null, name);
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
    public boolean has(String name) {
        return stored.contains(name) && !name.equals(missing);
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

    @Override
    public Weight filters(String name, int filters, int channels, int height, int width) {
        ask(
                name,
                filters + " x " + channels + " x " + height + " x " + width,
                (long) filters * channels * height * width);
        int columns = Math.multiplyExact(channels, Math.multiplyExact(height, width));
        return Weight.of(name, values(name, filters * columns, 0, 1 / Math.sqrt(columns)), filters, columns);
    }

    @Override
    public double[] stackValues(String name, int count, int rows, int columns) {
        ask(name, count + " x " + rows + " x " + columns, (long) count * rows * columns);
        return values(name, Math.multiplyExact(count, Math.multiplyExact(rows, columns)), 0, 1 / Math.sqrt(columns));
    }

    /** Biases are around 0, other vectors, which are mostly weights of norms, around 1. */
    @Override
    public double[] vector(String name, int size) {
        ask(name, Integer.toString(size), size);
        return values(name, size, name.endsWith("bias") ? 0 : 1, 0.3);
    }

    private void ask(String name, String shape, long size) {
        if (name.equals(missing)) {
            throw new ModelException("there is no parameter '" + name + "'");
        }
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
