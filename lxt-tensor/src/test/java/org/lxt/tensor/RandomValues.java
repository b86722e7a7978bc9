// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.lxt.tensor.rows.PackedRows;
import org.lxt.tensor.rows.PackedRows.Address;
import org.lxt.tensor.weight.Weight;

/**
 * What random tests are made of. Every number fits a float, so that backends of all types start from the same inputs.
 */
public final class RandomValues {
    private final Random random;

    /** The same seed gives the same values. */
    public RandomValues(long seed) {
        this.random = new Random(seed * 7919 + 17);
    }

    /** An integer from {@code least} to {@code most}, both included. */
    public int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    /** True half of the time. */
    public boolean coin() {
        return random.nextBoolean();
    }

    /** A normally distributed number. */
    public double value() {
        return (float) random.nextGaussian();
    }

    /** Normally distributed numbers. */
    public double[] values(int count) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = value();
        }
        return values;
    }

    /** A watched input. */
    public Case.Input input(int rows, int columns) {
        return new Case.Input(Shape.of(rows, columns), values(rows * columns));
    }

    /** A weight of this size: stored so, or the transpose of another, or rows of a larger one, or both. */
    public Weight weight(int rows, int columns) {
        int before = between(0, 2);
        int after = between(0, 2);
        boolean transposed = coin();
        boolean sliced = coin();
        int stored = sliced ? before + rows + after : rows;
        Weight weight = transposed
                ? Weight.of("random", values(columns * stored), columns, stored).transpose()
                : Weight.of("random", values(stored * columns), stored, columns);
        return sliced ? weight.rows(before, rows) : weight;
    }

    /** Whole sequences of random lengths. */
    public PackedRows sequences(int most, int longest) {
        int[] lengths = new int[between(1, most)];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = between(1, longest);
        }
        return PackedRows.ofLengths(lengths);
    }

    /** The addresses of all rows. */
    public static List<Address> addresses(PackedRows rows) {
        List<Address> all = new ArrayList<>();
        for (PackedRows.Run run : rows.runs()) {
            for (int i = 0; i < run.count(); i++) {
                all.add(new Address(run.sequence(), run.firstPosition() + i));
            }
        }
        return all;
    }

    /** At least one of the rows; sometimes all. */
    public PackedRows someOf(PackedRows rows) {
        List<Address> all = addresses(rows);
        double share = between(1, 4) / 4.0;
        List<Address> chosen = new ArrayList<>(
                all.stream().filter(a -> random.nextDouble() < share).toList());
        if (chosen.isEmpty()) {
            chosen.add(all.get(between(0, all.size() - 1)));
        }
        return PackedRows.at(chosen);
    }
}
