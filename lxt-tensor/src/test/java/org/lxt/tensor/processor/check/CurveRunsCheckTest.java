// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lxt.tensor.backend.Availability;
import org.lxt.tensor.backend.kernel.Activation;
import org.lxt.tensor.backend.kernel.Elementary;
import org.lxt.tensor.processor.CurveRuns;
import org.lxt.tensor.processor.OfferedKernels;
import org.lxt.tensor.processor.choice.KernelChoice;

/** Mistakes that activations may have are found before they are used. */
class CurveRunsCheckTest {
    /** What is wrong with them. */
    enum Mistake {
        NONE,
        TAKES_ONE_GELU_FOR_THE_OTHER,
        IS_LESS_EXACT,
        FORGETS_THE_GRADIENT_FROM_ABOVE,
        FORGETS_WHAT_FILLS_NO_VECTOR,
        WRITES_AFTER_THE_LAST,
        TURNS_NAN_INTO_A_NUMBER,
        KEEPS_THE_SIGN_OF_LARGE_NUMBERS,
        TAKES_LOGARITHMS_OF_ZERO_FOR_NUMBERS,
        INVERTS_ROOTS
    }

    private record Curves(Mistake mistake) implements CurveRuns {
        private boolean has(Mistake other) {
            return mistake == other;
        }

        @Override
        public boolean computes(Activation f) {
            return f == Activation.GELU || f == Activation.SILU;
        }

        @Override
        public boolean computes(Elementary f) {
            return true;
        }

        @Override
        public void run(Elementary f, MemorySegment d, long dAt, MemorySegment x, long xAt, int n) {
            for (int i = 0; i < n; i++) {
                double value = get(x, xAt, i);
                double result = switch (f) {
                    case EXP -> StrictMath.exp(value);
                    case LOG ->
                        value == 0 && has(Mistake.TAKES_LOGARITHMS_OF_ZERO_FOR_NUMBERS) ? -88 : StrictMath.log(value);
                    case SQRT -> has(Mistake.INVERTS_ROOTS) ? 1 / Math.sqrt(value) : Math.sqrt(value);
                };
                put(d, dAt, n, i, result);
            }
        }

        private Activation own(Activation f) {
            return has(Mistake.TAKES_ONE_GELU_FOR_THE_OTHER) && f == Activation.GELU ? Activation.GELU_TANH : f;
        }

        private static float get(MemorySegment s, long at, int index) {
            return s.get(ValueLayout.JAVA_FLOAT, at + 4L * index);
        }

        private void put(MemorySegment d, long at, int n, int index, double value) {
            if (has(Mistake.FORGETS_WHAT_FILLS_NO_VECTOR) && index >= n - n % 8) {
                return;
            }
            double written = has(Mistake.IS_LESS_EXACT) ? value * (1 + 1e-5) : value;
            d.set(ValueLayout.JAVA_FLOAT, at + 4L * index, (float) written);
            if (has(Mistake.WRITES_AFTER_THE_LAST) && index == n - 1) {
                d.set(ValueLayout.JAVA_FLOAT, at + 4L * n, 0);
            }
        }

        @Override
        public void run(Activation f, MemorySegment d, long dAt, MemorySegment x, long xAt, int n) {
            for (int i = 0; i < n; i++) {
                float value = get(x, xAt, i);
                double result = own(f).value(value);
                if (has(Mistake.TURNS_NAN_INTO_A_NUMBER) && Float.isNaN(value)) {
                    result = 0;
                }
                if (has(Mistake.KEEPS_THE_SIGN_OF_LARGE_NUMBERS) && value < -50) {
                    result = value;
                }
                put(d, dAt, n, i, result);
            }
        }

        @Override
        public void gradient(
                Activation f, MemorySegment d, long dAt, MemorySegment g, long gAt, MemorySegment x, long xAt, int n) {
            for (int i = 0; i < n; i++) {
                double factor = has(Mistake.FORGETS_THE_GRADIENT_FROM_ABOVE) ? 1 : get(g, gAt, i);
                put(d, dAt, n, i, factor * own(f).derivative(get(x, xAt, i)));
            }
        }
    }

    private static final class Wrong extends OfferedKernels<CurveRuns> {
        Wrong() {
            super(CurveRuns.class, new Curves(Mistake.IS_LESS_EXACT));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMistakeIsFound(Mistake mistake) {
        assertThat(CurveRunsCheck.problem(new Curves(mistake)).isEmpty()).isEqualTo(mistake == Mistake.NONE);
    }

    @Test
    void kernelsThatComputeWronglyAreSwitchedOff() {
        assertThat(KernelChoice.examine(new Wrong()))
                .isEqualTo(Availability.no("switched off, since they computed SILU wrongly"));
    }
}
