// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.perturbation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How a value changes while parts of the input are taken away one after the other, as Samek et al. do with pixels and lxt's
 * authors with tokens: the most relevant first (MoRF), after which little of the value is left if they mattered, or the least
 * relevant first (LeRF), after which most of it is.
 *
 * @param order the parts in the order in which they are taken away
 * @param values the value with nothing taken away, then after each step
 * @see <a href="https://arxiv.org/abs/1509.06321">Evaluating the visualization of what a deep neural network has learned</a>
 */
public record PerturbationCurve(int[] order, double[] values) {
    /** Copies both. */
    public PerturbationCurve {
        order = order.clone();
        values = values.clone();
    }

    /** The parts in the order in which they are taken away. */
    @Override
    public int[] order() {
        return order.clone();
    }

    /** The value with nothing taken away, then after each step. */
    @Override
    public double[] values() {
        return values.clone();
    }

    /** The most relevant part first, one at a time. */
    public static PerturbationCurve morf(double[] relevance, Perturbation without) {
        return of(mostRelevantFirst(relevance), relevance.length, relevance.length, without);
    }

    /** The least relevant part first, one at a time. */
    public static PerturbationCurve lerf(double[] relevance, Perturbation without) {
        return of(leastRelevantFirst(relevance), relevance.length, relevance.length, without);
    }

    /** All parts, largest relevance first; of equal ones the first in the input. */
    public static int[] mostRelevantFirst(double[] relevance) {
        return sorted(relevance, Comparator.comparingDouble(i -> -relevance[i]));
    }

    /** All parts, smallest relevance first; of equal ones the first in the input. */
    public static int[] leastRelevantFirst(double[] relevance) {
        return sorted(relevance, Comparator.comparingDouble(i -> relevance[i]));
    }

    private static int[] sorted(double[] relevance, Comparator<Integer> by) {
        return IntStream.range(0, relevance.length)
                .boxed()
                .sorted(by)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /**
     * A curve in some order.
     *
     * @param order the parts that are taken away
     * @param parts how many parts the input has
     * @param steps in how many steps about as many parts each are taken away; not more than there are in the order
     */
    public static PerturbationCurve of(int[] order, int parts, int steps, Perturbation without) {
        int last = Math.min(steps, order.length);
        List<boolean[]> removed = new ArrayList<>();
        for (int step = 0; step <= last; step++) {
            boolean[] gone = new boolean[parts];
            int count = last == 0 ? 0 : (int) ((long) order.length * step / last);
            for (int i = 0; i < count; i++) {
                gone[order[i]] = true;
            }
            removed.add(gone);
        }
        return new PerturbationCurve(order, without.values(removed));
    }

    /** The mean of all values: the area as lxt's authors give it. */
    public double mean() {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /** The area under the curve by the trapezoidal rule, the parts of the input being a unit together. */
    public double area() {
        if (values.length == 1) {
            return values[0];
        }
        double sum = 0;
        for (int i = 1; i < values.length; i++) {
            sum += (values[i - 1] + values[i]) / 2;
        }
        return sum / (values.length - 1);
    }
}
