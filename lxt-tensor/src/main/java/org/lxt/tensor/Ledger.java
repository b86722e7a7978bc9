// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor;

import java.util.ArrayList;
import java.util.List;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.rows.RowMap;

/**
 * Where relevance went that did not reach the inputs. Every operation books what it absorbs in closed form, so that the
 * value of a seed equals the relevance at the inputs plus everything booked; that it does is a test of every operation on
 * the way.
 */
public final class Ledger {
    /**
     * One booking.
     *
     * @param site where in the model
     * @param operation which operation
     * @param cause why the relevance was absorbed
     * @param seed which seed
     * @param amount how much, in units of the seed's output
     */
    public record Entry(Site site, String operation, Cause cause, int seed, double amount) {}

    /** Why an operation absorbs relevance. */
    public enum Cause {
        /** A bias, or the shift of a norm. */
        BIAS,
        /** A constant that was added: a position embedding, a mask; or one that a rule gives a share of a product to. */
        CONSTANT,
        /** The stabiliser in a denominator: of the identity rule, or of a rule of linear layers. */
        STABILIZER,
        /** A bare product of two watched tensors hands its relevance to both. */
        PRODUCT,
        /** A gradient that was divided. */
        DIVISION,
        /** The softmax of attention. */
        SOFTMAX,
        /** A sink: a logit in the softmax of attention that belongs to no key. */
        SINK,
        /** A function left to its ordinary derivative. */
        ORDINARY
    }

    private record Pending(Operation operation, Cause cause, RowMap map, Buffer amounts, double factor) {}

    private final List<Pending> pending = new ArrayList<>();
    private final List<Entry> entries = new ArrayList<>();

    Ledger() {}

    /** All entries, in the order of the backward pass. */
    public List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** Everything booked for a seed. */
    public double booked(int seed) {
        return entries.stream()
                .filter(e -> e.seed() == seed)
                .mapToDouble(Entry::amount)
                .sum();
    }

    /** The sum of the absolute amounts booked for a seed: the scale for the closing error. */
    public double turnover(int seed) {
        return entries.stream()
                .filter(e -> e.seed() == seed)
                .mapToDouble(e -> Math.abs(e.amount()))
                .sum();
    }

    void add(Operation operation, Cause cause, RowMap map, Buffer amounts, double factor) {
        pending.add(new Pending(operation, cause, map, amounts, factor));
    }

    /** Reads what was booked during the pass, once the device has computed it, and sums it for each seed. */
    void settle(Scope scope, int seeds) {
        for (Pending booking : pending) {
            double[] amounts = new double[booking.map().size()];
            scope.backend().read(booking.amounts(), 0, amounts);
            double[] sums = new double[seeds];
            int[] seedOf = booking.map().seeds();
            for (int i = 0; i < amounts.length; i++) {
                sums[seedOf[i]] += amounts[i] * booking.factor();
            }
            for (int seed = 0; seed < seeds; seed++) {
                if (sums[seed] != 0) {
                    Operation operation = booking.operation();
                    entries.add(new Entry(operation.site(), operation.name(), booking.cause(), seed, sums[seed]));
                }
            }
        }
        pending.clear();
    }
}
