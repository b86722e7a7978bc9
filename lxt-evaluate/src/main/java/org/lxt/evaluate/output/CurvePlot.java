// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.evaluate.output;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.lxt.evaluate.faithfulness.Faithfulness;
import org.lxt.evaluate.run.Variant;
import org.lxt.evaluate.statistic.Interval;

/**
 * What a model says while parts of its input are taken away, as a picture: for each variant the mean MoRF and LeRF curves with their intervals,
 * all on the same axes. SVG, for light and dark pages.
 */
public final class CurvePlot {
    private static final String MORF = "morf";
    private static final String LERF = "lerf";
    private static final int ACROSS = 3;
    private static final int LEFT = 56;
    private static final int TOP = 76;
    private static final int WIDTH = 250;
    private static final int HEIGHT = 170;
    private static final int GAP_ACROSS = 64;
    private static final int GAP_DOWN = 64;
    private static final int QUARTERS = 4;

    private CurvePlot() {}

    /** The picture, with a panel for each variant that has curves. */
    public static String svg(EvaluationSummary summary) {
        List<Variant> shown = variants(summary);
        int columns = Math.clamp(shown.size(), 1, ACROSS);
        int rows = Math.ceilDiv(shown.size(), ACROSS);
        Svg svg = new Svg(LEFT + columns * (WIDTH + GAP_ACROSS), TOP + rows * (HEIGHT + GAP_DOWN) - GAP_DOWN / 2);
        svg.title(16, 24, "The logit while parts are taken away");
        svg.note(
                16,
                42,
                summary.evaluation().model() + ", " + summary.evaluation().answered()
                        + " prompts, means with 95 % intervals; solid: most relevant first, dashed: least relevant"
                        + " first");
        Axis axis = Axis.around(shown.stream()
                .flatMap(v -> Stream.of(MORF, LERF).flatMap(name -> curve(summary, v, name).values().stream()))
                .flatMapToDouble(i -> DoubleStream.of(i.low(), i.high()))
                .toArray());
        for (int i = 0; i < shown.size(); i++) {
            double left = LEFT + (i % ACROSS) * (double) (WIDTH + GAP_ACROSS);
            double top = TOP + Math.floorDiv(i, ACROSS) * (double) (HEIGHT + GAP_DOWN);
            panel(svg, summary, shown.get(i), axis, left, top);
        }
        return svg.toString();
    }

    private static List<Variant> variants(EvaluationSummary summary) {
        return summary.variants().stream()
                .filter(v -> !curve(summary, v, MORF).isEmpty())
                .toList();
    }

    /** The points of a curve by the share that was taken away. */
    private static NavigableMap<Double, Interval> curve(EvaluationSummary summary, Variant variant, String name) {
        NavigableMap<Double, Interval> points = new TreeMap<>();
        for (String figure : summary.evaluation().figures()) {
            Faithfulness.shareOf(name, figure)
                    .ifPresent(share -> summary.at(variant, figure).ifPresent(i -> points.put(share, i)));
        }
        return points;
    }

    private static void panel(Svg svg, EvaluationSummary summary, Variant variant, Axis axis, double left, double top) {
        svg.label(left, top - 8, variant.toString(), "start");
        for (double tick : axis.ticks()) {
            double y = top + HEIGHT * (1 - axis.at(tick));
            svg.grid(left, y, left + WIDTH, y);
            svg.label(left - 6, y + 4, axis.name(tick), "end");
        }
        for (int quarter = 0; quarter <= QUARTERS; quarter++) {
            double x = left + WIDTH * quarter / (double) QUARTERS;
            svg.grid(x, top + HEIGHT, x, top + HEIGHT + 4);
            svg.label(x, top + HEIGHT + 18, 100 * quarter / QUARTERS + " %", "middle");
        }
        for (String name : List.of(MORF, LERF)) {
            NavigableMap<Double, Interval> curve = curve(summary, variant, name);
            List<double[]> line = new ArrayList<>();
            List<double[]> band = new ArrayList<>();
            curve.forEach((share, i) -> {
                double x = left + WIDTH * share;
                line.add(new double[] {x, top + HEIGHT * (1 - axis.at(i.mean()))});
                band.add(new double[] {x, top + HEIGHT * (1 - axis.at(i.high()))});
            });
            curve.descendingMap()
                    .forEach((share, i) ->
                            band.add(new double[] {left + WIDTH * share, top + HEIGHT * (1 - axis.at(i.low()))}));
            svg.curve(name, line, band);
        }
    }
}
