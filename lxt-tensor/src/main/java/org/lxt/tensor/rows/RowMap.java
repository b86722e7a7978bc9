// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.rows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which row of a tensor each row of its gradient belongs to, and for which seed.
 *
 * <p>The gradients of several seeds go back together as one matrix, but a seed has rows only where it has a gradient: a
 * target at position t of a causal model never has any for later positions. The matrix is a list of segments, each a run
 * of consecutive tensor rows for one seed; segments are ordered by seed, then by row, and do not overlap.
 */
public final class RowMap {
    /**
     * A run of rows.
     *
     * @param seed index of the seed
     * @param firstRow first row of the tensor
     * @param count number of rows
     */
    public record Segment(int seed, int firstRow, int count) {
        /** The row after the last. */
        public int endRow() {
            return firstRow + count;
        }
    }

    private final List<Segment> segments;
    private final int[] rows;

    private RowMap(List<Segment> segments) {
        this.segments = List.copyOf(segments);
        int size = 0;
        for (Segment segment : segments) {
            size += segment.count();
        }
        this.rows = new int[size];
        int at = 0;
        for (Segment segment : segments) {
            for (int i = 0; i < segment.count(); i++) {
                rows[at++] = segment.firstRow() + i;
            }
        }
    }

    /** Collects runs in any order; those of one seed that touch or overlap become one. */
    public static RowMap covering(List<Segment> runs) {
        List<Segment> sorted = new ArrayList<>(runs);
        sorted.sort((a, b) -> a.seed() != b.seed()
                ? Integer.compare(a.seed(), b.seed())
                : Integer.compare(a.firstRow(), b.firstRow()));
        List<Segment> merged = new ArrayList<>();
        for (Segment run : sorted) {
            Segment last = merged.isEmpty() ? null : merged.getLast();
            if (last != null && last.seed() == run.seed() && run.firstRow() <= last.endRow()) {
                int end = Math.max(last.endRow(), run.endRow());
                merged.set(merged.size() - 1, new Segment(last.seed(), last.firstRow(), end - last.firstRow()));
            } else {
                merged.add(run);
            }
        }
        return new RowMap(merged);
    }

    /** The runs, ordered. */
    public List<Segment> segments() {
        return segments;
    }

    /** Number of gradient rows. */
    public int size() {
        return rows.length;
    }

    /** For each gradient row, its row in the tensor. Shared: do not change it. */
    public int[] rows() {
        return rows;
    }

    /** For each gradient row, its seed. */
    public int[] seeds() {
        int[] seeds = new int[rows.length];
        int at = 0;
        for (Segment segment : segments) {
            Arrays.fill(seeds, at, at + segment.count(), segment.seed());
            at += segment.count();
        }
        return seeds;
    }

    /** The smallest map that holds the rows of both. */
    public RowMap union(RowMap other) {
        if (equals(other)) {
            return this;
        }
        List<Segment> all = new ArrayList<>(segments);
        all.addAll(other.segments);
        return covering(all);
    }

    /** Where each of this map's rows stands in a map that holds them all. */
    public int[] positionsIn(RowMap larger) {
        int[] positions = new int[rows.length];
        int at = 0;
        for (Segment segment : segments) {
            int first = larger.positionOf(segment.seed(), segment.firstRow());
            for (int i = 0; i < segment.count(); i++) {
                positions[at++] = first + i;
            }
        }
        return positions;
    }

    /** Gradient row of a seed's tensor row. */
    public int positionOf(int seed, int row) {
        int at = 0;
        for (Segment segment : segments) {
            if (segment.seed() == seed && row >= segment.firstRow() && row < segment.endRow()) {
                return at + row - segment.firstRow();
            }
            at += segment.count();
        }
        throw new IllegalArgumentException("no gradient row for seed " + seed + " at row " + row + " in " + segments);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RowMap map && segments.equals(map.segments);
    }

    @Override
    public int hashCode() {
        return segments.hashCode();
    }

    @Override
    public String toString() {
        return segments.toString();
    }
}
