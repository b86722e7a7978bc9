// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.kernel.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lxt.tensor.processor.KernelProvider;
import org.lxt.tensor.processor.PanelMoves;
import org.lxt.tensor.processor.StridedRows;
import org.lxt.tensor.processor.choice.KernelChoice;
import org.lxt.tensor.weight.Encoding;

class MoveKernelTest {
    private static final Encoding[] ENCODINGS = {Encoding.F32, Encoding.F16, Encoding.BF16};

    static List<KernelProvider> providers() {
        return KernelChoice.providers();
    }

    private static PanelMoves moves(KernelProvider provider) {
        assumeTrue(provider.availability().available(), provider.availability().reason());
        return provider.kernels(PanelMoves.class).orElseThrow();
    }

    /** All 65,536 numbers of 16 bits, infinities and subnormal ones among them, as the JDK decodes them. */
    @ParameterizedTest
    @MethodSource("providers")
    void everyNumberOf16BitsIsDecoded(KernelProvider provider) {
        PanelMoves moves = moves(provider);
        int n = 1 << 16;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment s = arena.allocate(2 * n, 2);
            for (int i = 0; i < n; i++) {
                s.setAtIndex(ValueLayout.JAVA_SHORT, i, (short) i);
            }
            float[] copied = new float[n];
            float[] turned = new float[n + 16];
            for (Encoding encoding : new Encoding[] {Encoding.F16, Encoding.BF16}) {
                moves.copy(encoding, new StridedRows(s, 0, 0), 1, n, copied, 0, n);
                moves.turn(encoding, new StridedRows(s, 0, 0), 1, n, turned, 0, 1);
                for (int i = 0; i < n; i++) {
                    float expected =
                            encoding == Encoding.F16 ? Float.float16ToFloat((short) i) : Float.intBitsToFloat(i << 16);
                    if (Float.isNaN(expected)) {
                        assertThat(copied[i]).isNaN();
                        assertThat(turned[i]).isNaN();
                    } else {
                        assertThat(copied[i]).isEqualTo(expected);
                        assertThat(turned[i]).isEqualTo(expected);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void movesMatricesOfAllSizes(KernelProvider provider) {
        PanelMoves moves = moves(provider);
        Random random = new Random(3);
        for (int round = 0; round < 200; round++) {
            int rows = 1 + random.nextInt(50);
            int n = 1 + random.nextInt(50);
            int gap = random.nextInt(4);
            Encoding encoding = ENCODINGS[random.nextInt(3)];
            int bytes = encoding.bytes();
            long step = (long) (n + gap) * bytes;
            // of exactly the size that is needed: a read beyond it would be refused
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment s = arena.allocate((rows - 1) * step + (long) n * bytes, bytes);
                for (long at = 0; at < s.byteSize(); at += bytes) {
                    if (encoding == Encoding.F32) {
                        s.set(ValueLayout.JAVA_FLOAT, at, random.nextFloat());
                    } else {
                        s.set(ValueLayout.JAVA_SHORT, at, (short) random.nextInt(0x3c00));
                    }
                }
                float[] copied = new float[2 + (rows - 1) * (n + gap) + n];
                moves.copy(encoding, new StridedRows(s, 0, step), rows, n, copied, 2, n + gap);
                float[] turned = new float[1 + (n - 1) * (rows + gap) + rows];
                moves.turn(encoding, new StridedRows(s, 0, step), rows, n, turned, 1, rows + gap);
                for (int i = 0; i < rows; i++) {
                    for (int j = 0; j < n; j++) {
                        long at = i * step + (long) j * bytes;
                        float expected = switch (encoding) {
                            case F16 -> Float.float16ToFloat(s.get(ValueLayout.JAVA_SHORT, at));
                            case BF16 -> Float.intBitsToFloat(s.get(ValueLayout.JAVA_SHORT, at) << 16);
                            default -> s.get(ValueLayout.JAVA_FLOAT, at);
                        };
                        assertThat(copied[2 + i * (n + gap) + j]).isEqualTo(expected);
                        assertThat(turned[1 + j * (rows + gap) + i]).isEqualTo(expected);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void refusesWhatIsOutOfRange(KernelProvider provider) {
        PanelMoves moves = moves(provider);
        float[] d = new float[20 * 30];
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment s = arena.allocate(4 * 20 * 30, 4);
            moves.copy(Encoding.F32, new StridedRows(s, 0, 120), 20, 30, d, 0, 30);
            moves.turn(Encoding.F32, new StridedRows(s, 0, 80), 30, 20, d, 0, 30);
            float[][] panels = new float[6][20 * 5];
            moves.copyPanels(Encoding.F32, new StridedRows(s, 0, 120), 20, 6, 5, panels);
            moves.store(d, 0, 30, 20, 30, new StridedRows(s, 0, 120), 1, 0);
            refused(() -> moves.copy(Encoding.F32, new StridedRows(s, 4, 120), 20, 30, d, 0, 30));
            refused(() -> moves.copy(Encoding.F32, new StridedRows(s, -4, 120), 20, 30, d, 0, 30));
            refused(() -> moves.copy(Encoding.F32, new StridedRows(s, 0, 124), 20, 30, d, 0, 30));
            refused(() -> moves.copy(Encoding.F32, new StridedRows(s, 0, -120), 20, 30, d, 0, 30));
            refused(() -> moves.copy(Encoding.F32, new StridedRows(s, 0, Long.MAX_VALUE / 2), 20, 30, d, 0, 30));
            refused(() -> moves.copy(Encoding.F32, new StridedRows(s, 0, 120), 20, 30, d, 1, 30));
            refused(() -> moves.copy(Encoding.F32, new StridedRows(s, 0, 120), 20, 30, d, -1, 30));
            refused(() -> moves.copy(Encoding.F32, new StridedRows(s, 0, 120), 20, 30, d, 0, 29));
            refused(() -> moves.copyPanels(Encoding.F32, new StridedRows(s, 4, 120), 20, 6, 5, panels));
            refused(() -> moves.copyPanels(Encoding.F32, new StridedRows(s, 0, -120), 20, 6, 5, panels));
            refused(() -> moves.copyPanels(Encoding.F32, new StridedRows(s, 0, 120), 20, 7, 4, panels));
            float[][] shortOf16 = new float[3][4 * 16 - 1];
            float[][] shortOf32 = new float[3][4 * 32 - 1];
            refused(() -> moves.copyPanels(Encoding.BF16, new StridedRows(s, 0, 240), 4, 3, 16, shortOf16));
            refused(() -> moves.copyPanels(Encoding.BF16, new StridedRows(s, 0, 240), 4, 3, 32, shortOf32));
            refused(() -> moves.turn(Encoding.F32, new StridedRows(s, 4, 80), 30, 20, d, 0, 30));
            refused(() -> moves.turn(Encoding.F32, new StridedRows(s, 0, 80), 30, 20, d, 1, 30));
            refused(() -> moves.turn(Encoding.F32, new StridedRows(s, 0, 80), 30, 20, d, 0, 29));
            refused(() -> moves.turn(Encoding.F32, new StridedRows(s, 0, 80), 30, Integer.MAX_VALUE, d, 0, 30));
            refused(() -> moves.store(d, 1, 30, 20, 30, new StridedRows(s, 0, 120), 1, 0));
            refused(() -> moves.store(d, 0, 30, 20, 30, new StridedRows(s, 4, 120), 1, 0));
            refused(() -> moves.store(d, 0, 30, 20, 30, new StridedRows(s, -4, 120), 1, 0));
            refused(() -> moves.store(d, 0, -30, 20, 30, new StridedRows(s, 0, 120), 1, 0));
            assertThatThrownBy(() -> moves.store(d, 0, 30, 20, 30, new StridedRows(s.asReadOnly(), 0, 120), 1, 0))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> moves.copy(Encoding.F64, new StridedRows(s, 0, 120), 1, 1, d, 0, 30))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static void refused(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
