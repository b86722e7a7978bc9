// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.evaluate.output;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.lxt.evaluate.run.Variant;
import org.lxt.evaluate.statistic.Interval;

/** A figure of all variants as a picture: a point for each mean, a line for its interval. SVG, for light and dark pages. */
public final class EvaluationPlot {
    private static final int ROW = 26;
    private static final int TOP = 58;
    private static final int BOTTOM = 40;
    private static final int PLOT = 440;
    private static final int RIGHT = 120;
    /** About how wide a character of the labels is. */
    private static final double CHARACTER = 6.7;

    private EvaluationPlot() {}

    /**
     * The picture of a figure.
     *
     * @param figure one of those that the evaluation has
     */
    public static String svg(EvaluationSummary summary, String figure) {
        List<Variant> rows = summary.variants().stream()
                .filter(v -> summary.at(v, figure).isPresent())
                .toList();
        int longest = rows.stream().mapToInt(v -> v.toString().length()).max().orElse(0);
        int left = (int) (longest * CHARACTER) + 24;
        Axis axis = Axis.around(rows.stream()
                .flatMap(v -> summary.at(v, figure).stream())
                .flatMapToDouble(i -> DoubleStream.of(i.low(), i.high()))
                .toArray());
        int height = TOP + ROW * rows.size() + BOTTOM;
        Svg svg = new Svg(left + PLOT + RIGHT, height);
        svg.title(16, 24, figure);
        svg.note(
                16,
                42,
                summary.evaluation().model() + ", " + summary.evaluation().answered()
                        + " prompts, means with 95 % intervals");
        for (double tick : axis.ticks()) {
            double x = left + PLOT * axis.at(tick);
            svg.grid(x, TOP - 6, x, height - BOTTOM + 4);
            svg.label(x, height - BOTTOM + 20, axis.name(tick), "middle");
        }
        for (int i = 0; i < rows.size(); i++) {
            double y = TOP + ROW * (i + 0.5);
            Optional<Interval> at = summary.at(rows.get(i), figure);
            at.ifPresent(interval -> {
                svg.mark(
                        left + PLOT * axis.at(interval.low()),
                        left + PLOT * axis.at(interval.mean()),
                        left + PLOT * axis.at(interval.high()),
                        y);
                svg.label(
                        left + PLOT + 12,
                        y + 4,
                        String.format(
                                Locale.ROOT, "%.2f [%.2f, %.2f]", interval.mean(), interval.low(), interval.high()),
                        "start");
            });
            svg.label(left - 12, y + 4, rows.get(i).toString(), "end");
        }
        return svg.toString();
    }
}
