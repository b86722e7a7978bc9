// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.pass;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lxt.explain.call.Call;
import org.lxt.explain.input.EncodedPrompt;
import org.lxt.explain.input.EncodedTokens;
import org.lxt.explain.method.Point;
import org.lxt.explain.model.LoadedModel;
import org.lxt.explain.request.Progress;
import org.lxt.rules.RunObserver;
import org.lxt.spi.OutputKind;

/**
 * The explained values at points, by forward passes alone. Of points that begin as their prompt does, a model that looks back alone
 * reads only what is after.
 */
final class PointValues {
    /** So many keys are put together for the sequences of a pass, of which each has as many as its prompt has tokens. */
    private static final int MOST_KEYS = 8192;

    private final LoadedModel loaded;
    private final Call call;
    private final RunObserver observer;
    private final int mostTokens;

    /**
     * Values.
     *
     * @param observer changes what is computed; where it does, points share nothing
     * @param mostTokens so many go through the model together, or one point if it has more
     */
    PointValues(LoadedModel loaded, Call call, RunObserver observer, int mostTokens) {
        this.loaded = loaded;
        this.call = call;
        this.observer = observer;
        this.mostTokens = mostTokens;
    }

    double[] of(List<Point> points) {
        double[] values = new double[points.size()];
        int first = 0;
        while (first < points.size()) {
            int end = first + 1;
            while (end < points.size() && prompt(points.get(end)).equals(prompt(points.get(first)))) {
                end++;
            }
            ofOnePrompt(points, first, end, values);
            first = end;
        }
        call.progress().at(Progress.Phase.POINTS, points.size(), points.size());
        return values;
    }

    private static EncodedPrompt prompt(Point point) {
        return AskedQuestion.own(point.question()).prompt();
    }

    private void ofOnePrompt(List<Point> all, int first, int end, double[] values) {
        List<Point> points = all.subList(first, end);
        boolean mayShare = points.size() > 1
                && observer.equals(RunObserver.NONE)
                && prompt(points.getFirst()) instanceof EncodedTokens
                && points.stream().allMatch(PointValues::isAtTokens);
        if (mayShare) {
            try (ReadPrompt read = new ReadPrompt(loaded, call, (EncodedTokens) prompt(points.getFirst()))) {
                if (read.isShared()) {
                    List<Integer> begin =
                            points.stream().map(p -> begin(p, read)).toList();
                    run(all, first, begin, read, values);
                    return;
                }
            }
        }
        run(all, first, Collections.nCopies(points.size(), 0), null, values);
    }

    /** Where a whole sequence is needed to tell which of its tokens an output stands on, nothing is left out of it. */
    private static boolean isAtTokens(Point point) {
        return AskedQuestion.own(point.question()).chosen().quantity().output().place() == OutputKind.Place.EACH_TOKEN;
    }

    /** The first token that has to be read: it has other values, or is wanted. */
    private static int begin(Point point, ReadPrompt read) {
        int wanted =
                AskedQuestion.own(point.question()).wanted().runs().getFirst().firstPosition();
        return Math.min(wanted, read.firstOther(point.values()));
    }

    private void run(List<Point> all, int first, List<Integer> begin, @Nullable ReadPrompt read, double[] values) {
        int length = prompt(all.get(first)).length();
        int at = 0;
        while (at < begin.size()) {
            call.progress().at(Progress.Phase.POINTS, first + at, all.size());
            int tokens = length - begin.get(at);
            int end = at + 1;
            while (end < begin.size()
                    && tokens + length - begin.get(end) <= mostTokens
                    && (end + 1 - at) * (long) length <= MOST_KEYS) {
                tokens += length - begin.get(end++);
            }
            List<Point> together = all.subList(first + at, first + end);
            List<Double> found;
            try (Pass pass = Pass.unrecorded(loaded, call.quiet(), observer)) {
                found = read == null
                        ? new PointBatch(together, loaded.places()).values(pass)
                        : new PointBatch(together, loaded.places(), begin.subList(at, end))
                                .values(pass, read.branches());
            }
            for (int i = 0; i < found.size(); i++) {
                values[first + at + i] = found.get(i);
            }
            at = end;
        }
    }
}
