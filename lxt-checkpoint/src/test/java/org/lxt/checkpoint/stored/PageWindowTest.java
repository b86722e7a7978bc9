// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint.stored;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Weights of 10 bytes each, read forward and back. */
class PageWindowTest {
    private final List<MemorySegment> weights = weights(8);

    @Test
    void theFirstReadingTeachesTheOrder() {
        PageWindow window = new PageWindow(15);
        for (int i = 0; i < 8; i++) {
            assertThat(window.read(weights.get(i)).in()).isEmpty();
        }
    }

    @Test
    void whatIsOutOfReachMayHaveGone() {
        PageWindow window = new PageWindow(15);
        List<List<Integer>> left = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            left.add(numbers(window.read(weights.get(i)).left()));
        }
        // between 0 and 2 lie 10 bytes, between 0 and 3 there are 20
        assertThat(left)
                .containsExactly(
                        List.of(), List.of(), List.of(), List.of(0), List.of(1), List.of(2), List.of(3), List.of(4));
    }

    @Test
    void theWayBackBringsInWhatComesBefore() {
        PageWindow window = new PageWindow(15);
        weights.forEach(window::read);
        assertThat(numbers(window.read(weights.get(6)).in())).containsExactly(5, 4);
        PageWindow.Change change = window.read(weights.get(5));
        assertThat(numbers(change.in())).containsExactly(4, 3);
        assertThat(numbers(change.left())).isEmpty();
        assertThat(numbers(window.read(weights.get(4)).left())).containsExactly(7);
    }

    @Test
    void theNextPassBringsInWhatFollows() {
        PageWindow window = new PageWindow(0);
        weights.forEach(window::read);
        for (int i = 7; i >= 0; i--) {
            window.read(weights.get(i));
        }
        assertThat(numbers(window.read(weights.get(1)).in())).containsExactly(2);
        assertThat(numbers(window.read(weights.get(2)).in())).containsExactly(3);
    }

    @Test
    void aWeightReadAgainChangesNothing() {
        PageWindow window = new PageWindow(15);
        weights.forEach(window::read);
        PageWindow.Change change = window.read(weights.get(7));
        assertThat(change.in()).isEmpty();
        assertThat(change.left()).isEmpty();
    }

    @Test
    void aJumpLeavesBothSidesOfWhereItBegan() {
        PageWindow window = new PageWindow(15);
        weights.forEach(window::read);
        for (int i = 7; i >= 4; i--) {
            window.read(weights.get(i));
        }
        PageWindow.Change change = window.read(weights.get(0));
        assertThat(numbers(change.left())).containsExactlyInAnyOrder(3, 4, 5, 6);
    }

    private List<Integer> numbers(List<MemorySegment> some) {
        return some.stream().map(weights::indexOf).toList();
    }

    private static List<MemorySegment> weights(int count) {
        MemorySegment all = Arena.ofAuto().allocate(10L * count);
        return IntStream.range(0, count).mapToObj(i -> all.asSlice(10L * i, 10)).toList();
    }
}
