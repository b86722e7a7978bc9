// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.kernel.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.BackendOptions;
import org.lxt.tensor.backend.Backends;
import org.lxt.tensor.backend.kernel.Activation;
import org.lxt.tensor.backend.kernel.Elementary;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.DType;
import org.lxt.tensor.processor.CurveRuns;
import org.lxt.tensor.processor.KernelProvider;
import org.lxt.tensor.processor.choice.KernelChoice;

/** The kernels that this processor can run, against those of the Vector API, to the bit. */
class CurveKernelTest {
    static List<KernelProvider> providers() {
        return KernelChoice.providers();
    }

    private static CurveRuns curves(KernelProvider provider) {
        assumeTrue(provider.availability().available(), provider.availability().reason());
        return provider.kernels(CurveRuns.class).orElseThrow();
    }

    /** Numbers of all sizes and signs, the ends of the range, and a number of them that fills no register. */
    private static float[] arguments() {
        float[] all = new float[40_003];
        for (int i = 0; i < all.length; i++) {
            // every exponent and some fractions of each
            all[i] = Float.intBitsToFloat((int) ((long) i * 107_374 + 17));
        }
        for (int i = 0; i < 20_000; i++) {
            all[i] = (i - 10_000) / 640f;
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("providers")
    @Tag("vector")
    void bitsAreThoseOfTheVectorApi(KernelProvider provider) {
        CurveRuns curves = curves(provider);
        float[] x = arguments();
        float[] g = new float[x.length];
        for (int i = 0; i < g.length; i++) {
            g[i] = i % 7 - 2.9f;
        }
        long bytes = 4L * x.length;
        try (Arena arena = Arena.ofConfined();
                Backend vector = Backends.named("vector", new BackendOptions(1).withKernels("none"))) {
            MemorySegment s = arena.allocateFrom(ValueLayout.JAVA_FLOAT, x);
            MemorySegment above = arena.allocateFrom(ValueLayout.JAVA_FLOAT, g);
            MemorySegment actual = arena.allocate(bytes, 4);
            MemorySegment expected = arena.allocate(bytes, 4);
            Buffer bx = vector.allocate(x.length);
            Buffer bg = vector.allocate(x.length);
            Buffer by = vector.allocate(x.length);
            vector.write(bx, 0, s, DType.F32);
            vector.write(bg, 0, above, DType.F32);
            for (Activation f : Activation.values()) {
                assertThat(curves.computes(f)).isTrue();
                curves.run(f, actual, 0, s, 0, x.length);
                vector.elements().activation(f, by, bx, x.length);
                vector.read(by, 0, expected, DType.F32);
                same(f + " at ", x, actual, expected);
                curves.gradient(f, actual, 0, above, 0, s, 0, x.length);
                vector.elements().activationGradient(f, by, bg, bx, null, 1, x.length);
                vector.read(by, 0, expected, DType.F32);
                same("derivative of " + f + " at ", x, actual, expected);
            }
            for (Elementary f : Elementary.values()) {
                assertThat(curves.computes(f)).isTrue();
                curves.run(f, actual, 0, s, 0, x.length);
                vector.elements().elementary(f, by, bx, x.length);
                vector.read(by, 0, expected, DType.F32);
                same(f + " of ", x, actual, expected);
            }
        }
    }

    private static void same(String what, float[] x, MemorySegment actual, MemorySegment expected) {
        for (int i = 0; i < x.length; i++) {
            float a = actual.getAtIndex(ValueLayout.JAVA_FLOAT, i);
            float e = expected.getAtIndex(ValueLayout.JAVA_FLOAT, i);
            // which of the bits of NaN an operation keeps is nobody's promise
            if (Float.floatToIntBits(a) != Float.floatToIntBits(e)) {
                assertThat(a).as(what + x[i]).isEqualTo(e);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void writesInPlaceAndNothingElse(KernelProvider provider) {
        CurveRuns curves = curves(provider);
        for (int n = 0; n < 40; n++) {
            float[] x = new float[42];
            for (int i = 0; i < x.length; i++) {
                x[i] = i / 4f - 5;
            }
            float[] expected = x.clone();
            for (int i = 1; i <= n; i++) {
                expected[i] = (float) Activation.GELU.value(x[i]);
            }
            MemorySegment s = MemorySegment.ofArray(x);
            curves.run(Activation.GELU, s, 4, s, 4, n);
            assertThat(x).usingComparatorWithPrecision(1e-6f).containsExactly(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void refusesWhatIsOutOfRange(KernelProvider provider) {
        CurveRuns curves = curves(provider);
        MemorySegment s = MemorySegment.ofArray(new float[20]);
        MemorySegment d = MemorySegment.ofArray(new float[20]);
        curves.run(Activation.SILU, d, 0, s, 0, 20);
        refused(() -> curves.run(Activation.SILU, d, 4, s, 0, 20));
        refused(() -> curves.run(Activation.SILU, d, 0, s, 4, 20));
        refused(() -> curves.run(Activation.SILU, d, -4, s, 0, 20));
        refused(() -> curves.run(Activation.SILU, d, 0, s, 0, 21));
        refused(() -> curves.gradient(Activation.SILU, d, 0, s, 4, s, 0, 20));
        refused(() -> curves.gradient(Activation.SILU, d, 0, s, 0, s, 4, 20));
        refused(() -> curves.gradient(Activation.SILU, d, 0, s, 0, s, 0, Integer.MAX_VALUE));
        assertThatThrownBy(() -> curves.run(Activation.SILU, d.asReadOnly(), 0, s, 0, 20))
                .isInstanceOf(IllegalArgumentException.class);
        refused(() -> curves.run(Elementary.EXP, d, 0, s, 4, 20));
        refused(() -> curves.run(Elementary.EXP, d, 4, s, 0, 20));
    }

    private static void refused(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
