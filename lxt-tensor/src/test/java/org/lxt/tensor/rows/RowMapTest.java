// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.lxt.tensor.RandomValues;
import org.lxt.tensor.rows.RowMap.Segment;

/** Row maps against sets of single rows. */
class RowMapTest {
    /** One gradient row, written out. */
    private record Cell(int seed, int row) implements Comparable<Cell> {
        @Override
        public int compareTo(Cell other) {
            return Comparator.comparingInt(Cell::seed)
                    .thenComparingInt(Cell::row)
                    .compare(this, other);
        }
    }

    @RepeatedTest(100)
    void coveringHoldsEachRowOfTheRunsOnceInOrder(RepetitionInfo repetition) {
        List<Segment> runs = runs(new RandomValues(repetition.getCurrentRepetition()));
        RowMap map = RowMap.covering(runs);
        assertThat(cells(map)).containsExactlyElementsOf(new TreeSet<>(cellsOf(runs)));
        assertThat(map.size()).isEqualTo(map.rows().length);
    }

    @RepeatedTest(100)
    void segmentsNeitherTouchNorOverlap(RepetitionInfo repetition) {
        List<Segment> segments = RowMap.covering(runs(new RandomValues(repetition.getCurrentRepetition())))
                .segments();
        for (int i = 1; i < segments.size(); i++) {
            Segment before = segments.get(i - 1);
            Segment segment = segments.get(i);
            assertThat(segment.seed() > before.seed()
                            || segment.seed() == before.seed()
                                    && segment.firstRow() > before.firstRow() + before.count())
                    .as("%s then %s", before, segment)
                    .isTrue();
        }
    }

    @RepeatedTest(100)
    void unionHoldsTheRowsOfBothAndPositionsLeadThere(RepetitionInfo repetition) {
        RandomValues random = new RandomValues(repetition.getCurrentRepetition());
        RowMap a = RowMap.covering(runs(random));
        RowMap b = RowMap.covering(runs(random));
        RowMap union = a.union(b);
        Set<Cell> both = new TreeSet<>(cells(a));
        both.addAll(cells(b));
        assertThat(cells(union)).containsExactlyElementsOf(both);
        assertThat(union).isEqualTo(b.union(a)).hasSameHashCodeAs(b.union(a));
        List<Cell> target = cells(union);
        int[] positions = a.positionsIn(union);
        for (int i = 0; i < positions.length; i++) {
            assertThat(target.get(positions[i])).isEqualTo(cells(a).get(i));
        }
    }

    @Test
    void theUnionWithTheSameRowsIsTheSameMap() {
        RowMap map = RowMap.covering(List.of(new Segment(0, 2, 3)));
        assertThat(map.union(RowMap.covering(List.of(new Segment(0, 2, 1), new Segment(0, 3, 2)))))
                .isSameAs(map);
    }

    @Test
    void aRowThatIsNotThereHasNoPosition() {
        RowMap map = RowMap.covering(List.of(new Segment(0, 2, 3), new Segment(1, 9, 1)));
        assertThat(map.positionOf(1, 9)).isEqualTo(3);
        assertThatThrownBy(() -> map.positionOf(0, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("seed 0 at row 5");
        assertThatThrownBy(() -> map.positionOf(1, 2)).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<Segment> runs(RandomValues random) {
        List<Segment> runs = new ArrayList<>();
        int count = random.between(1, 8);
        for (int i = 0; i < count; i++) {
            runs.add(new Segment(random.between(0, 3), random.between(0, 12), random.between(1, 4)));
        }
        return runs;
    }

    private static List<Cell> cellsOf(List<Segment> runs) {
        List<Cell> cells = new ArrayList<>();
        for (Segment run : runs) {
            for (int i = 0; i < run.count(); i++) {
                cells.add(new Cell(run.seed(), run.firstRow() + i));
            }
        }
        return cells;
    }

    private static List<Cell> cells(RowMap map) {
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < map.size(); i++) {
            cells.add(new Cell(map.seeds()[i], map.rows()[i]));
        }
        return cells;
    }
}
