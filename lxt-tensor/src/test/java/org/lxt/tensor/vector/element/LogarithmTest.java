// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.element;

import static org.assertj.core.api.Assertions.assertThat;

import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lxt.tensor.vector.hardware.Lanes;

@Tag("vector")
class LogarithmTest {
    @Test
    void isAccurateToTwoUlps() {
        // all exponents, the subnormal ones too, and densely around 1
        for (int bits = 1; bits < 0x7f800000; bits += 9_973) {
            check(Float.intBitsToFloat(bits));
        }
        int one = Float.floatToIntBits(1);
        for (int bits = one - 40_000; bits < one + 40_000; bits++) {
            check(Float.intBitsToFloat(bits));
        }
        for (float x = 0.6f; x < 1.6f; x += 1e-5f) {
            check(x);
        }
    }

    private static void check(float x) {
        double expected = StrictMath.log(x);
        double error = Math.abs(log(x) - expected);
        if (error > 2 * Math.ulp((float) expected)) {
            throw new AssertionError("log(" + x + ") is " + log(x) + " instead of " + expected);
        }
    }

    @Test
    void isRightAtTheEnds() {
        assertThat(log(1)).isZero();
        assertThat(log(0)).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(log(-0.0f)).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(log(Float.POSITIVE_INFINITY)).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(log(-1)).isNaN();
        assertThat(log(-1e-40f)).isNaN();
        assertThat(log(Float.NEGATIVE_INFINITY)).isNaN();
        assertThat(log(Float.NaN)).isNaN();
    }

    private static float log(float x) {
        return Logarithm.log(FloatVector.broadcast(Lanes.F, x)).lane(0);
    }
}
