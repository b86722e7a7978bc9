// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lxt.tensor.backend.Backend;

/** Rows that outlive their scopes. */
class KeptRowsTest {
    private static final Backend BACKEND = GradientCheck.FLOAT64;

    @Test
    void rowsComeInOrderHoweverManyAtATime() {
        try (KeptRows kept = keptRows()) {
            int next = 0;
            for (int count : new int[] {3, 1, 64, 1, 200, 5}) {
                append(kept, next, count);
                next += count;
                assertThat(values(kept)).containsExactly(counted(0, next));
            }
            kept.dropFirst(70);
            assertThat(values(kept)).containsExactly(counted(70, next - 70));
            append(kept, next, 300);
            assertThat(values(kept)).containsExactly(counted(70, next + 230));
            kept.dropFirst(0);
            assertThat(kept.size()).isEqualTo(next + 230);
        }
    }

    @Test
    void whatWasHandedOutStaysAsItWas() {
        KeptRows kept = keptRows();
        try (Scope reader = Scope.open(BACKEND, ScopeOptions.PLAIN)) {
            append(kept, 0, 4);
            Tensor early = kept.in(reader);
            append(kept, 4, 100);
            kept.dropFirst(3);
            append(kept, 104, 10);
            kept.close();
            assertThat(early.toDoubles()).containsExactly(counted(0, 4));
            assertThat(early.isWatched()).isFalse();
        }
    }

    @Test
    void wrongUsesAreRefused() {
        try (KeptRows kept = keptRows();
                Scope scope = Scope.open(BACKEND, ScopeOptions.PLAIN)) {
            assertThatThrownBy(() -> kept.in(scope)).hasMessageContaining("no rows are kept yet");
            assertThatThrownBy(() -> kept.dropFirst(1)).hasMessageContaining("1 of 0 rows");
            Tensor wide = scope.constant(Shape.of(1, 3), new double[3]);
            assertThatThrownBy(() -> kept.append(wide)).hasMessageContaining("rows of 3 elements");
        }
    }

    private static KeptRows keptRows() {
        try (Scope scope = Scope.open(BACKEND, ScopeOptions.PLAIN)) {
            return new KeptRows(scope.constant(Shape.of(1, 2), new double[2]));
        }
    }

    private static void append(KeptRows kept, int first, int count) {
        try (Scope scope = Scope.open(BACKEND, ScopeOptions.PLAIN)) {
            kept.append(scope.constant(Shape.of(count, 2), counted(first, count)));
        }
    }

    private static double[] values(KeptRows kept) {
        try (Scope scope = Scope.open(BACKEND, ScopeOptions.PLAIN)) {
            return kept.in(scope).toDoubles();
        }
    }

    private static double[] counted(int first, int rows) {
        return IntStream.range(2 * first, 2 * (first + rows))
                .mapToDouble(i -> i)
                .toArray();
    }
}
