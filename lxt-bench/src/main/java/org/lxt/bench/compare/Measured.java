// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.bench.compare;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * All processes of one program.
 *
 * @param program which
 * @param runs one per round
 * @param skip repeats at the start of each process that do not count
 */
record Measured(Program program, List<ProgramRun> runs, int skip) {
    /** Median, over the counted repeats of all rounds, of one of their times. */
    double median(ToDoubleFunction<Repeat> time) {
        return median(counted().stream().mapToDouble(time).toArray());
    }

    /** Median of a part of the time; empty if a repeat does not tell it. */
    OptionalDouble medianOfPart(Function<Repeat, OptionalDouble> part) {
        List<OptionalDouble> told = counted().stream().map(part).toList();
        return told.stream().allMatch(OptionalDouble::isPresent)
                ? OptionalDouble.of(median(
                        told.stream().mapToDouble(OptionalDouble::getAsDouble).toArray()))
                : OptionalDouble.empty();
    }

    /** Median over the rounds of the first repeat's total: what someone waits who asks once. */
    double first() {
        return median(
                runs.stream().mapToDouble(r -> r.repeats().getFirst().total()).toArray());
    }

    /** Median over the rounds of the time from the start of a process until its first explanation is there. */
    double toFirst() {
        return median(runs.stream().mapToDouble(ProgramRun::toFirst).toArray());
    }

    /** Fastest counted repeat. */
    double fastest() {
        return counted().stream().mapToDouble(Repeat::total).min().orElseThrow();
    }

    /** Slowest counted repeat. */
    double slowest() {
        return counted().stream().mapToDouble(Repeat::total).max().orElseThrow();
    }

    /** Median over the rounds of a number of the last line; empty if a round has none. */
    OptionalDouble summary(String key) {
        if (!runs.stream().allMatch(r -> r.summary().path(key).isNumber())) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(median(
                runs.stream().mapToDouble(r -> r.summary().path(key).asDouble()).toArray()));
    }

    List<Repeat> counted() {
        return runs.stream().flatMap(r -> r.repeats().stream().skip(skip)).toList();
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
