// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.method.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lxt.explain.method.Propagation;
import org.lxt.explain.method.occlusion.Baseline;
import org.lxt.explain.method.occlusion.Occlusion;
import org.lxt.explain.method.occlusion.Windows;

class QuadratureTest {
    /** Source: {@code numpy.polynomial.legendre.leggauss(5)}, mapped to [0, 1]. */
    @Test
    void fivePointsOfGaussAndLegendre() {
        Quadrature.Rule rule = Quadrature.GAUSS_LEGENDRE.of(5);
        double[] places = {0.04691008, 0.23076534, 0.5, 0.76923466, 0.95308992};
        double[] weights = {0.11846344, 0.23931434, 0.28444444, 0.23931434, 0.11846344};
        assertThat(rule.places()).containsExactly(places, within(5e-9));
        assertThat(rule.weights()).containsExactly(weights, within(5e-9));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 20, 50, 101})
    void gaussAndLegendreAreExactForPolynomials(int points) {
        Quadrature.Rule rule = Quadrature.GAUSS_LEGENDRE.of(points);
        assertThat(Arrays.stream(rule.places()).sorted().toArray()).isEqualTo(rule.places());
        for (int degree = 0; degree < 2 * points; degree += Math.max(1, points / 3)) {
            double sum = 0;
            for (int i = 0; i < points; i++) {
                sum += rule.weights()[i] * Math.pow(rule.places()[i], degree);
            }
            assertThat(sum).as("degree " + degree).isCloseTo(1.0 / (degree + 1), within(1e-13));
        }
    }

    @Test
    void sumsOfRiemann() {
        assertThat(Quadrature.RIEMANN_LEFT.of(4).places()).containsExactly(0, 0.25, 0.5, 0.75);
        assertThat(Quadrature.RIEMANN_RIGHT.of(4).places()).containsExactly(0.25, 0.5, 0.75, 1);
        assertThat(Quadrature.RIEMANN_MIDDLE.of(2).places()).containsExactly(0.25, 0.75);
        assertThat(Quadrature.RIEMANN_MIDDLE.of(2).weights()).containsExactly(0.5, 0.5);
        assertThat(Quadrature.RIEMANN_TRAPEZOID.of(3).places()).containsExactly(0, 0.5, 1);
        assertThat(Quadrature.RIEMANN_TRAPEZOID.of(3).weights())
                .containsExactly(new double[] {1 / 6.0, 1 / 3.0, 1 / 6.0}, within(1e-15));
    }

    @Test
    void tooFewPointsAreRefused() {
        assertThatThrownBy(() -> PathIntegral.of(0)).hasMessage("a path needs at least 1 point, not 0");
        assertThatThrownBy(() -> new PathIntegral(Propagation.GRADIENT, Baseline.ZERO, Quadrature.RIEMANN_TRAPEZOID, 1))
                .hasMessage("the trapezoidal rule needs at least 2 points, not 1");
    }

    @Test
    void namesTellWhatAMethodWasSetTo() {
        assertThat(PathIntegral.of(20).name()).isEqualTo("integrated-gradients(20, gauss-legendre, zero)");
        assertThat(new SmoothGrad(Propagation.GRADIENT, 5, Noise.normal(0.1, 3)).name())
                .isEqualTo("smoothgrad(5, 0.1, 3)");
        assertThat(Occlusion.single().name()).isEqualTo("occlusion(single, zero)");
        assertThat(new Occlusion(Baseline.given(new double[1]), Windows.tokens(3, 2)).name())
                .isEqualTo("occlusion(tokens 3 by 2, given)");
    }
}
