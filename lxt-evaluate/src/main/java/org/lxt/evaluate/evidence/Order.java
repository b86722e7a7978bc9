// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.evaluate.evidence;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Units by their relevance. Ties have no order, so each figure is its mean over all orders of them. */
final class Order {
    /** A run of units with the same relevance. */
    private record Tie(double relevance, int units, int evidence) {}

    private final Tie[] ties;

    Order(double[] relevance, boolean[] counts, boolean[] evidence) {
        int[] units = IntStream.range(0, relevance.length)
                .filter(i -> counts[i])
                .boxed()
                .sorted((a, b) -> Double.compare(relevance[b], relevance[a]))
                .mapToInt(Integer::intValue)
                .toArray();
        Tie[] found = new Tie[units.length];
        int count = 0;
        for (int first = 0; first < units.length; ) {
            int end = first;
            int wanted = 0;
            while (end < units.length && relevance[units[end]] == relevance[units[first]]) {
                wanted += evidence[units[end++]] ? 1 : 0;
            }
            found[count++] = new Tie(relevance[units[first]], end - first, wanted);
            first = end;
        }
        ties = Arrays.copyOf(found, count);
    }

    /** How much of the evidence is among the first units. */
    double among(int most) {
        double found = 0;
        int left = most;
        for (Tie tie : ties) {
            int taken = Math.min(left, tie.units());
            found += (double) taken / tie.units() * tie.evidence();
            left -= taken;
        }
        return found;
    }

    /** How much of what is most relevant is evidence; 0 where all units are alike and so nothing is pointed at. */
    double pointing() {
        boolean alike = ties.length == 1 && ties[0].units() > ties[0].evidence();
        return alike ? 0 : (double) ties[0].evidence() / ties[0].units();
    }

    /** The place of the first unit of evidence, the relevance of which this is. */
    double rank(double relevance) {
        int before = 0;
        for (Tie tie : ties) {
            if (tie.relevance() == relevance) {
                return before + (tie.units() + 1.0) / (tie.evidence() + 1);
            }
            before += tie.units();
        }
        throw new IllegalArgumentException("no unit has the relevance " + relevance);
    }

    /** How often evidence comes before what is none. */
    double area(int wanted, int units) {
        if (wanted == units) {
            return 1;
        }
        double before = 0;
        int othersLeft = units - wanted;
        for (Tie tie : ties) {
            int others = tie.units() - tie.evidence();
            othersLeft -= others;
            before += tie.evidence() * (othersLeft + others / 2.0);
        }
        return before / ((double) wanted * (units - wanted));
    }
}
