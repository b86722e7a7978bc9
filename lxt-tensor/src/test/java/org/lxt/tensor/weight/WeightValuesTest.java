// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.weight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** Weights as numbers. */
class WeightValuesTest {
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT.withOrder(ByteOrder.LITTLE_ENDIAN);

    @Test
    void rowsOfArraysComeBack() {
        Weight floats = Weight.of("w", new float[] {1, 2, 0.1f, 4, 5, 6}, 2, 3);
        assertThat(floats.encoding()).isEqualTo(Encoding.F32);
        assertThat(floats.toDoubles(0)).containsExactly(1, 2, 0.1f);
        assertThat(floats.toDoubles(1)).containsExactly(4, 5, 6);
        assertThat(floats.transpose().toDoubles(2)).containsExactly(0.1f, 6);
        assertThat(floats.rows(1, 1).toDoubles(0)).containsExactly(4, 5, 6);
        assertThat(Weight.of("w", new double[] {0.1, 0.2}, 1, 2).toDoubles(0)).containsExactly(0.1, 0.2);
        assertThatThrownBy(() -> floats.toDoubles(2)).hasMessage("row 2 of 'w', which has 2");
    }

    /** 0x3e00 is 1.5 as binary16; 0x3fc0 as bfloat16. */
    @Test
    void halvesAreDecoded() {
        assertThat(stored(0x3e00, Encoding.F16).toDoubles(0)).containsExactly(1.5);
        assertThat(stored(0x3fc0, Encoding.BF16).toDoubles(0)).containsExactly(1.5);
    }

    private static Weight stored(int bits, Encoding encoding) {
        MemorySegment segment = Arena.ofAuto().allocate(2, 2);
        segment.set(SHORT, 0, (short) bits);
        return Weight.of("half", segment, encoding, 1, 1);
    }
}
