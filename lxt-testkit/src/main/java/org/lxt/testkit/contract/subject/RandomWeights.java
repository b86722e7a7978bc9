// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.testkit.contract.subject;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lxt.spi.checkpoint.ModelException;
import org.lxt.spi.checkpoint.Weights;
import org.lxt.tensor.weight.Weight;

/**
 * A checkpoint that holds whatever a loader asks for: numbers that depend on the name alone. So a family can be tried
 * without any file, and in shapes that no file has; only parameters of a known shape must be asked for as they are.
 */
public final class RandomWeights implements Weights {
    /** More than a model for tests needs; a request for more means that a size was read wrongly. */
    private static final long MOST = 1 << 22;

    private final Map<String, String> asked = new TreeMap<>();
    private final Map<String, long[]> shapes;
    private final Set<String> stored;
    private final Set<String> listed;
    private final @Nullable String changed;
    private final @Nullable String missing;
    private final int draw;

    private RandomWeights(
            Map<String, long[]> shapes,
            Set<String> stored,
            Set<String> listed,
            @Nullable String changed,
            @Nullable String missing,
            int draw) {
        this.shapes = shapes;
        this.stored = stored;
        this.listed = listed;
        this.changed = changed;
        this.missing = missing;
        this.draw = draw;
    }

    /**
     * A checkpoint.
     *
     * @param shapes of the parameters that it says it holds
     */
    static RandomWeights create(Map<String, long[]> shapes) {
        return new RandomWeights(shapes, shapes.keySet(), Set.of(), null, null, 0);
    }

    /** A checkpoint of the same shapes with other numbers in all parameters. */
    public RandomWeights drawn(int number) {
        return new RandomWeights(shapes, stored, listed, changed, missing, number);
    }

    /** The same checkpoint, with other numbers in one parameter. */
    public RandomWeights changed(String name) {
        return new RandomWeights(shapes, stored, listed, name, null, draw);
    }

    /** A checkpoint that claims to hold some more parameters, and lacks one of them. */
    public RandomWeights without(String name, Set<String> more) {
        Set<String> all = new TreeSet<>(stored);
        all.addAll(more);
        return new RandomWeights(shapes, all, listed, null, name, draw);
    }

    /** A checkpoint that lists what it holds, as a file does: some parameters, and more of known shapes. */
    public RandomWeights listing(Set<String> names, Map<String, long[]> more) {
        Set<String> all = new TreeSet<>(names);
        all.addAll(more.keySet());
        Map<String, long[]> known = new TreeMap<>(shapes);
        known.putAll(more);
        return new RandomWeights(known, all, all, changed, missing, draw);
    }

    /** The shapes of the parameters that were asked for, by name. */
    Map<String, String> asked() {
        return Collections.unmodifiableMap(asked);
    }

    /** None, unless it lists them: the parameters are not known before they are asked for. */
    @Override
    public Set<String> names() {
        return listed;
    }

    @Override
    public boolean has(String name) {
        return stored.contains(name) && !name.equals(missing);
    }

    @Override
    public long[] shape(String name) {
        long[] shape = name.equals(missing) ? null : shapes.get(name);
        if (shape == null) {
            throw new ModelException("the shape of the parameter '" + name + "' is asked for, and not known; give the"
                    + " contract a file of weights that has it");
        }
        return shape.clone();
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
        long[] known = shapes.get(name);
        if (known != null && Arrays.stream(known).reduce(1, (x, y) -> x * y) != size) {
            throw new ModelException("parameter '" + name + "' is asked for with the shape " + shape
                    + ", but has the shape " + Arrays.toString(known));
        }
        if (size < 1 || size > MOST) {
            throw new ModelException("parameter '" + name + "' is asked for with the shape " + shape
                    + ", which is more than a test needs");
        }
        asked.put(name, shape);
    }

    private double[] values(String name, int count, double mean, double deviation) {
        Random random = new Random(name.hashCode() * 31L + (name.equals(changed) ? 1 : 0) + 2L * draw);
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (mean + deviation * random.nextGaussian());
        }
        return values;
    }
}
