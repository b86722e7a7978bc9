package org.lxt.tensor.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;

class ExponentialTest {
    @Test
    void isAccurateToTwoUlps() {
        for (int i = 0; i <= 200_000; i++) {
            float x = -87 + i * (175f / 200_000);
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
        assertThat((double) exp(-100)).isCloseTo(StrictMath.exp(-100), within(2e-45));
    }

    private static float exp(float x) {
        return Exponential.exp(FloatVector.broadcast(Lanes.F, x)).lane(0);
    }
}
