// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lxt.tensor.weight.Encoding;

/** All numbers of 16 bits, widened and narrowed as the JDK does, and as the definition of rounding says. */
class EncodingsOnHostTest {
    private static Encodings encodings;

    @BeforeAll
    static void build() {
        encodings = new Encodings(new HostKernels());
    }

    private static short[] allBits() {
        short[] bits = new short[1 << 16];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = (short) i;
        }
        return bits;
    }

    private static float asBf16(int bits) {
        return Float.intBitsToFloat(bits << 16);
    }

    @Test
    void everyF16IsWidenedAsTheJdkDoes() {
        short[] bits = allBits();
        float[] values = encodings.widened(bits, Encoding.F16, false);
        float[] magnitudes = encodings.widened(bits, Encoding.F16, true);
        for (int i = 0; i < bits.length; i++) {
            float expected = Float.float16ToFloat(bits[i]);
            assertThat(Float.compare(values[i], expected)).as("%x", i).isZero();
            assertThat(Float.compare(magnitudes[i], Math.abs(expected)))
                    .as("%x", i)
                    .isZero();
        }
    }

    @Test
    void everyBf16IsTheUpperHalfOfAFloat() {
        short[] bits = allBits();
        float[] values = encodings.widened(bits, Encoding.BF16, false);
        for (int i = 0; i < bits.length; i++) {
            assertThat(Float.compare(values[i], asBf16(i))).as("%x", i).isZero();
        }
    }

    /** Numbers, those half way between two of 16 bits, and their neighbours. */
    private static float[] awkward() {
        Random random = new Random(3);
        float[] values = new float[200_000];
        for (int i = 0; i < values.length; i++) {
            int bits = random.nextInt();
            values[i] = switch (i % 5) {
                case 0 -> Float.intBitsToFloat(bits);
                // half way for bf16, for f16, for small f16
                case 1 -> Float.intBitsToFloat(bits & 0xffff0000 | 0x8000);
                case 2 -> Float.intBitsToFloat(bits & 0xffffe000 | 0x1000);
                case 3 -> (random.nextInt(4096) - 2048) * 0x1p-25f;
                default -> (float) (random.nextGaussian() * Math.pow(2, random.nextInt(40) - 22));
            };
        }
        float[] ends = {
            0,
            -0.0f,
            Float.NaN,
            1f / 0,
            -1f / 0,
            65504,
            65519.996f,
            65520,
            -65520,
            Float.MAX_VALUE,
            -Float.MAX_VALUE,
            Float.MIN_VALUE,
            0x1p-14f,
            Math.nextDown(0x1p-14f),
            0x1p-25f,
            Math.nextUp(0x1p-25f)
        };
        System.arraycopy(ends, 0, values, 0, ends.length);
        return values;
    }

    @Test
    void f16IsNarrowedAsTheJdkDoes() {
        float[] values = awkward();
        short[] bits = encodings.narrowed(values, Encoding.F16);
        for (int i = 0; i < values.length; i++) {
            float expected = Float.float16ToFloat(Float.floatToFloat16(values[i]));
            assertThat(Float.compare(Float.float16ToFloat(bits[i]), expected))
                    .as("%s", values[i])
                    .isZero();
        }
    }

    @Test
    void bf16IsTheNearest() {
        float[] values = awkward();
        short[] bits = encodings.narrowed(values, Encoding.BF16);
        for (int i = 0; i < values.length; i++) {
            float value = values[i];
            int got = bits[i] & 0xffff;
            if (!Float.isFinite(value)) {
                assertThat(Float.compare(asBf16(got), value)).as("%s", value).isZero();
                continue;
            }
            // between these two it lies; beyond the largest, infinity stands where the next one would be
            int below = Float.floatToRawIntBits(value) >>> 16;
            BigDecimal low = exact(below);
            BigDecimal high = exact(below + 1);
            int nearer = new BigDecimal(value)
                    .subtract(low)
                    .abs()
                    .compareTo(high.subtract(new BigDecimal(value)).abs());
            int expected = nearer < 0 || nearer == 0 && below % 2 == 0 ? below : below + 1;
            assertThat(got).as("%s", value).isEqualTo(expected);
        }
    }

    private static BigDecimal exact(int bits) {
        float value = asBf16(bits);
        BigDecimal beyond = new BigDecimal(2).pow(128);
        return Float.isFinite(value) ? new BigDecimal(value) : value > 0 ? beyond : beyond.negate();
    }
}
