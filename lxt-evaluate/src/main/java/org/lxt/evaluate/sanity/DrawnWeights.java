// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.evaluate.sanity;

import java.util.Arrays;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.lxt.spi.checkpoint.ModelException;
import org.lxt.spi.checkpoint.Weights;
import org.lxt.tensor.weight.Weight;

/**
 * Parameters of which some are drawn anew from a normal distribution with the mean and the deviation that they had. A parameter is drawn by its
 * name and the seed alone, so that it is the same whichever others are drawn. What is drawn is in memory, as float32, also where it was
 * stored in blocks of few bits.
 */
final class DrawnWeights implements Weights {
    /** The elements of the longest array that every JVM has. */
    private static final int MOST = Integer.MAX_VALUE - 8;

    private final Weights weights;
    private final Predicate<String> drawn;
    private final long seed;

    /**
     * Parameters.
     *
     * @param drawn whether the parameter of a name is drawn anew
     */
    DrawnWeights(Weights weights, Predicate<String> drawn, long seed) {
        this.weights = weights;
        this.drawn = drawn;
        this.seed = seed;
    }

    @Override
    public Set<String> names() {
        return weights.names();
    }

    @Override
    public boolean has(String name) {
        return weights.has(name);
    }

    @Override
    public long[] shape(String name) {
        return weights.shape(name);
    }

    @Override
    public Weight matrix(String name, int rows, int columns) {
        return matrix(name, weights.matrix(name, rows, columns));
    }

    @Override
    public Weight stack(String name, int count, int rows, int columns) {
        return matrix(name, weights.stack(name, count, rows, columns));
    }

    @Override
    public Weight filters(String name, int filters, int channels, int height, int width) {
        return matrix(name, weights.filters(name, filters, channels, height, width));
    }

    @Override
    public Weight mxfp4(String name, int count, int rows, int columns) {
        return matrix(name, weights.mxfp4(name, count, rows, columns));
    }

    @Override
    public double[] stackValues(String name, int count, int rows, int columns) {
        return vector(name, weights.stackValues(name, count, rows, columns));
    }

    @Override
    public double[] vector(String name, int size) {
        return vector(name, weights.vector(name, size));
    }

    private Weight matrix(String name, Weight learned) {
        if (!drawn.test(name)) {
            return learned;
        }
        Moments moments = new Moments();
        for (int row = 0; row < learned.rows(); row++) {
            moments.add(learned.toDoubles(row));
        }
        if ((long) learned.rows() * learned.columns() > MOST) {
            throw new ModelException("'" + name + "' has " + learned.rows() + " rows of " + learned.columns()
                    + " elements, too many to be drawn anew: at most " + MOST + " elements fit into memory as float32");
        }
        float[] values = new float[learned.rows() * learned.columns()];
        draw(name, moments, values);
        return Weight.of(name, values, learned.rows(), learned.columns());
    }

    private double[] vector(String name, double[] learned) {
        if (!drawn.test(name)) {
            return learned;
        }
        Moments moments = new Moments();
        moments.add(learned);
        float[] values = new float[learned.length];
        draw(name, moments, values);
        double[] exact = new double[values.length];
        Arrays.setAll(exact, i -> values[i]);
        return exact;
    }

    private void draw(String name, Moments moments, float[] values) {
        SplittableRandom random = new SplittableRandom(new SplittableRandom(seed).nextLong() ^ name.hashCode());
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (moments.mean + moments.deviation() * random.nextGaussian());
        }
    }

    /** Mean and deviation of numbers that come in rows, by Welford's method. */
    private static final class Moments {
        private long count;
        private double mean;
        private double squares;

        void add(double[] values) {
            for (double value : values) {
                double off = value - mean;
                mean += off / ++count;
                squares += off * (value - mean);
            }
        }

        double deviation() {
            return Math.sqrt(squares / count);
        }
    }
}
