// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.bench.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.lxt.json.JsonText;

/**
 * Two programs on one machine, and how it is written down.
 *
 * @param ours LXT
 * @param theirs the other one
 * @param machine where and when
 */
record Comparison(Measured ours, Measured theirs, Machine machine) {
    /** Quantities of which a program may tell in its last line. */
    private static final List<String> OF_A_PROCESS = List.of("load_s", "peak_gb");

    private record Line(String key, double ours, double theirs) {
        double ratio() {
            return theirs / ours;
        }
    }

    private List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        addIfBothTell(lines, "forward_s", m -> m.medianOfPart(Repeat::forward));
        addIfBothTell(lines, "backward_s", m -> m.medianOfPart(Repeat::backward));
        lines.add(new Line("total_s", ours.median(Repeat::total), theirs.median(Repeat::total)));
        lines.add(new Line("first_s", ours.first(), theirs.first()));
        lines.add(new Line("start_s", ours.toFirst(), theirs.toFirst()));
        for (String key : OF_A_PROCESS) {
            addIfBothTell(lines, key, m -> m.summary(key));
        }
        return lines;
    }

    private void addIfBothTell(List<Line> lines, String key, Function<Measured, OptionalDouble> quantity) {
        OptionalDouble first = quantity.apply(ours);
        OptionalDouble second = quantity.apply(theirs);
        if (first.isPresent() && second.isPresent()) {
            lines.add(new Line(key, first.getAsDouble(), second.getAsDouble()));
        }
    }

    /** For people. */
    String text() {
        StringBuilder out = new StringBuilder();
        out.append(String.format(
                Locale.ROOT,
                "%s, %d processors, %s%nload %.1f before, %.1f after; %s%n",
                machine.cpu(),
                machine.processors(),
                machine.jdk(),
                machine.loadBefore(),
                machine.loadAfter(),
                machine.date()));
        out.append(String.format(
                Locale.ROOT,
                "medians of %d and %d repeats in %d rounds; the first %d of each process not counted%n%n",
                ours.counted().size(),
                theirs.counted().size(),
                ours.runs().size(),
                ours.skip()));
        out.append(String.format("%-12s %10s %10s %14s%n", "", "ours", "theirs", "theirs / ours"));
        for (Line line : lines()) {
            out.append(String.format(
                    Locale.ROOT,
                    "%-12s %10.3f %10.3f %13.2fx%n",
                    line.key(),
                    line.ours(),
                    line.theirs(),
                    line.ratio()));
        }
        out.append(String.format(
                Locale.ROOT,
                "%ntotal_s lay between %.3f and %.3f (ours), %.3f and %.3f (theirs); first_s is the first repeat of a"
                        + " process,%nstart_s the time from its start to the end of that repeat%n",
                ours.fastest(),
                ours.slowest(),
                theirs.fastest(),
                theirs.slowest()));
        return out.toString();
    }

    /** For programs: one object, with every counted repeat. */
    String json() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("machine", machine);
        all.put("rounds", ours.runs().size());
        all.put("skip", ours.skip());
        Map<String, Object> ratios = new LinkedHashMap<>();
        for (Line line : lines()) {
            ratios.put(line.key(), line.ratio());
        }
        all.put("ours", side(ours, Line::ours));
        all.put("theirs", side(theirs, Line::theirs));
        all.put("theirs_over_ours", ratios);
        return JsonText.line(all);
    }

    private Map<String, Object> side(Measured measured, ToDoubleFunction<Line> median) {
        Map<String, Object> side = new LinkedHashMap<>();
        side.put("command", measured.program().command());
        Map<String, Object> medians = new LinkedHashMap<>();
        for (Line line : lines()) {
            medians.put(line.key(), median.applyAsDouble(line));
        }
        side.put("medians", medians);
        side.put(
                "total_s",
                measured.counted().stream().mapToDouble(Repeat::total).toArray());
        side.put("last_lines", measured.runs().stream().map(ProgramRun::summary).toList());
        return side;
    }
}
