// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.element;

import static org.assertj.core.api.Assertions.assertThat;

import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lxt.tensor.vector.hardware.Lanes;

@Tag("vector")
class ExponentialTest {
    @Test
    void isAccurateToTwoUlps() {
        for (int i = 0; i <= 200_000; i++) {
            float x = -87 + i * (175.7f / 200_000);
            double expected = StrictMath.exp(x);
            assertThat(Math.abs(exp(x) - expected))
                    .as("exp(%s)", x)
                    .isLessThanOrEqualTo(2 * Math.ulp((float) expected));
        }
    }

    @Test
    void isRightAtTheEnds() {
        assertThat(exp(0)).isEqualTo(1);
        assertThat(exp(-1e30f)).isZero();
        assertThat(exp(Float.NEGATIVE_INFINITY)).isZero();
        assertThat(exp(89)).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(exp(Float.POSITIVE_INFINITY)).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(exp(Float.NaN)).isNaN();
        assertThat(exp(88.72283f)).isFinite();
        assertThat(exp(Math.nextUp(88.72283f))).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(exp(-87.33654f)).isPositive();
        assertThat(exp(Math.nextDown(-87.33654f))).isZero();
        assertThat(exp(Float.intBitsToFloat(0x7fc001ff)))
                .as("a NaN with other bits")
                .isNaN();
        assertThat(exp(Float.intBitsToFloat(0xffffffff)))
                .as("a NaN with all bits")
                .isNaN();
    }

    private static float exp(float x) {
        return Exponential.exp(FloatVector.broadcast(Lanes.F, x)).lane(0);
    }
}
