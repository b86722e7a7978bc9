// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops.shared;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lxt.tensor.rows.RowMap;

/** Maps of gradient rows for operations that put rows elsewhere. */
public final class GradientRows {
    /**
     * The part of a gradient that belongs to a run of rows.
     *
     * @param map its rows, counted from the first of the run
     * @param positions where they stand in the gradient
     */
    public record Part(RowMap map, int[] positions) {}

    private GradientRows() {}

    /** All rows of a tensor for each seed that the map has. */
    public static RowMap all(RowMap map, int rows) {
        List<RowMap.Segment> whole = new ArrayList<>();
        map.segments().forEach(s -> whole.add(new RowMap.Segment(s.seed(), 0, rows)));
        return RowMap.covering(whole);
    }

    /** The same rows counted from elsewhere. */
    public static RowMap shifted(RowMap map, int by) {
        return RowMap.covering(map.segments().stream()
                .map(s -> new RowMap.Segment(s.seed(), s.firstRow() + by, s.count()))
                .toList());
    }

    /** What of the map lies in {@code count} rows from {@code first} on. */
    public static Part part(RowMap map, int first, int count) {
        List<RowMap.Segment> segments = new ArrayList<>();
        int[] positions = new int[map.size()];
        int found = 0;
        int at = 0;
        for (RowMap.Segment segment : map.segments()) {
            int from = Math.max(segment.firstRow(), first);
            int to = Math.min(segment.firstRow() + segment.count(), first + count);
            if (from < to) {
                segments.add(new RowMap.Segment(segment.seed(), from - first, to - from));
                for (int row = from; row < to; row++) {
                    positions[found++] = at + row - segment.firstRow();
                }
            }
            at += segment.count();
        }
        return new Part(RowMap.covering(segments), Arrays.copyOf(positions, found));
    }

    /** For each row of a tensor the gradient row of a seed, or -1. */
    public static int[] positions(RowMap map, int seed, int rows) {
        int[] positions = new int[rows];
        Arrays.fill(positions, -1);
        int at = 0;
        for (RowMap.Segment segment : map.segments()) {
            if (segment.seed() == seed) {
                for (int i = 0; i < segment.count(); i++) {
                    positions[segment.firstRow() + i] = at + i;
                }
            }
            at += segment.count();
        }
        return positions;
    }

    /** The seeds of a map, ordered. */
    public static int[] seeds(RowMap map) {
        return map.segments().stream().mapToInt(RowMap.Segment::seed).distinct().toArray();
    }

    /**
     * For each gradient row, where in {@code target} the row {@code targetOf[row]} of its seed stands.
     *
     * @param targetRows rows of the tensor that {@code target} belongs to
     */
    public static int[] positionsOf(RowMap map, int[] targetOf, RowMap target, int targetRows) {
        int[] result = new int[map.size()];
        int at = 0;
        int seed = -1;
        int[] positions = {};
        for (RowMap.Segment segment : map.segments()) {
            if (segment.seed() != seed) {
                seed = segment.seed();
                positions = positions(target, seed, targetRows);
            }
            for (int i = 0; i < segment.count(); i++) {
                result[at++] = positions[targetOf[segment.firstRow() + i]];
            }
        }
        return result;
    }

    /** The map of the rows {@code targetOf[row]}, each once. */
    public static RowMap mapped(RowMap map, int[] targetOf) {
        List<RowMap.Segment> segments = new ArrayList<>();
        for (RowMap.Segment segment : map.segments()) {
            for (int i = 0; i < segment.count(); i++) {
                segments.add(new RowMap.Segment(segment.seed(), targetOf[segment.firstRow() + i], 1));
            }
        }
        return RowMap.covering(segments);
    }

    /** Whether the numbers are 0, 1, 2 and so on. */
    public static boolean isCounting(int[] numbers) {
        for (int i = 0; i < numbers.length; i++) {
            if (numbers[i] != i) {
                return false;
            }
        }
        return true;
    }
}
