// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lxt.tensor.processor.KernelProvider;
import org.lxt.tensor.processor.RowArithmetic;
import org.lxt.tensor.processor.RowOperation;
import org.lxt.tensor.processor.ScoreStrips;
import org.lxt.tensor.processor.StridedRows;
import org.lxt.tensor.processor.choice.KernelChoice;

/** Machine code reads and writes wherever it is told: so arithmetic on rows and scores refuse operands that are not there. */
class OperandsWithinBoundsTest {
    static List<KernelProvider> providers() {
        return KernelChoice.providers();
    }

    private static <K> K kernels(KernelProvider provider, Class<K> group) {
        assumeTrue(provider.availability().available(), provider.availability().reason());
        return provider.kernels(group).orElseThrow();
    }

    private static StridedRows rows(float[] values, int at, int step) {
        return new StridedRows(MemorySegment.ofArray(values), 4L * at, 4L * step);
    }

    private static void refused(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @ParameterizedTest
    @MethodSource("providers")
    void rows(KernelProvider provider) {
        RowArithmetic arithmetic = kernels(provider, RowArithmetic.class);
        float[] d = new float[40];
        StridedRows within = rows(new float[40], 0, 20);
        StridedRows tooShort = rows(new float[39], 0, 20);
        StridedRows none = StridedRows.NONE;
        refused(() -> arithmetic.compute(RowOperation.ADD, rows(d, 1, 20), within, within, none, 0, 0, 2, 20));
        refused(() -> arithmetic.compute(RowOperation.ADD, rows(d, 0, 20), tooShort, within, none, 0, 0, 2, 20));
        refused(() -> arithmetic.compute(RowOperation.ADD, rows(d, 0, 20), within, tooShort, none, 0, 0, 2, 20));
        refused(() -> arithmetic.compute(RowOperation.SECANT, rows(d, 0, 20), within, within, tooShort, 0, 0, 2, 20));
        refused(() ->
                arithmetic.compute(RowOperation.SCALE, rows(d, 0, 20), within, rows(d, 39, 1), none, 0, 0, 2, 20));
        refused(() -> arithmetic.compute(RowOperation.ADD, rows(d, 0, 20), within, rows(d, 0, -1), none, 0, 0, 2, 20));
        assertThatThrownBy(() -> arithmetic.compute(
                        RowOperation.ADD,
                        StridedRows.one(MemorySegment.ofArray(d).asReadOnly(), 0),
                        within,
                        within,
                        none,
                        0,
                        0,
                        1,
                        20))
                .hasMessage("the result is read-only");
        refused(() -> arithmetic.dots(8, rows(d, 39, 1), within, within, 2, 20));
        refused(() -> arithmetic.dots(8, rows(d, 0, 1), within, tooShort, 2, 20));
        refused(() -> arithmetic.totals(8, rows(d, 0, 1), tooShort, 2, 20));
        StridedRows largest = rows(new float[2], 0, 1);
        refused(() -> arithmetic.exponentials(rows(d, 1, 20), within, 1, largest, 2, 20));
        refused(() -> arithmetic.exponentials(rows(d, 0, 20), tooShort, 1, largest, 2, 20));
        refused(() -> arithmetic.exponentials(rows(d, 0, 20), within, 1, rows(new float[1], 0, 1), 2, 20));
        refused(() ->
                arithmetic.compute(RowOperation.CENTRED, rows(d, 0, 20), within, within, rows(d, 39, 1), 0, 0, 2, 20));
        StridedRows angles = rows(new float[20], 0, 10);
        StridedRows tooFew = rows(new float[19], 0, 10);
        refused(() -> arithmetic.rotate(rows(d, 1, 20), within, angles, angles, false, 2, 1, 10));
        refused(() -> arithmetic.rotate(rows(d, 0, 20), tooShort, angles, angles, false, 2, 1, 10));
        refused(() -> arithmetic.rotate(rows(d, 0, 20), within, tooFew, angles, false, 2, 1, 10));
        refused(() -> arithmetic.rotate(rows(d, 0, 20), within, angles, tooFew, false, 2, 1, 10));
        assertThat(d).containsOnly(0);
    }

    @ParameterizedTest
    @MethodSource("providers")
    void scores(KernelProvider provider) {
        ScoreStrips strips = kernels(provider, ScoreStrips.class);
        int columns = strips.lanes();
        float[] s = new float[2 * columns];
        float[] other = new float[2 * columns - 1];
        float[] known = new float[columns];
        float none = Float.NEGATIVE_INFINITY;
        refused(() -> strips.softmax(s, 1, 2, columns, 1, none, known, known));
        refused(() -> strips.softmax(s, 0, 2, columns, 1, none, new float[columns - 1], known));
        refused(() -> strips.gradient(s, other, 0, 2, columns, known, known));
        refused(() -> strips.gradient(s, s, 0, 2, columns, known, new float[1]));
        refused(() -> strips.visibleDots(other, s, 0, 2, columns, known));
        refused(() -> strips.probabilities(s, 0, 2, columns, 1, known, known, columns - 1));
        refused(() -> strips.gradientRows(s, other, 0, 2, columns, known, 0));
        refused(() -> strips.softmax(s, 0, strips.mostRows() + 1, columns, 1, none, known, known));
        assertThatThrownBy(() -> strips.softmax(s, 0, 1, columns - 1, 1, none, known, known))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be a multiple of " + columns);
        assertThat(s).containsOnly(0);
    }
}
