// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lxt.tensor.ops.Operations.activate;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lxt.tensor.backend.kernel.Activation;
import org.lxt.tensor.device.StandInDevice;
import org.lxt.tensor.ops.OperationCases;

/** Layers that are computed again in the backward pass give what layers that are kept give, to the bit. */
class CheckpointingTest {
    private static final Site MARK = Site.of("inside");

    private final StandInDevice device = StandInDevice.open();

    @AfterEach
    void nothingIsLeft() {
        device.close();
        assertThat(device.liveBuffers()).isZero();
    }

    static Stream<Case> cases() {
        return OperationCases.random(6).filter(c -> c.inputs().size() == 1);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void resultsGradientsAndBookingsAreTheSame(Case tried) {
        List<double[]> kept = numbers(tried, false);
        List<double[]> again = numbers(tried, true);
        for (int i = 0; i < kept.size(); i++) {
            assertThat(again.get(i)).as("numbers %d", i).containsExactly(kept.get(i));
        }
    }

    private List<double[]> numbers(Case tried, boolean checkpointing) {
        List<double[]> numbers = new ArrayList<>();
        try (Scope scope = Scope.open(device, new ScopeOptions(false, true, checkpointing))) {
            Tensor x = tried.watch(scope).getFirst();
            // The layer stands between two operations that are kept.
            Tensor before = activate(Activation.TANH, x);
            Tensor inside = scope.layer(before, t -> {
                Tensor y = tried.run(t.scope(), List.of(t));
                t.scope().mark(MARK, y);
                t.scope().keepGradient(MARK, y);
                return y;
            });
            Tensor output = activate(Activation.SILU, inside);
            numbers.add(output.toDoubles());
            List<SeedSpec> seeds = SeedSpec.random(new RandomValues(tried.name().length()), output.shape());
            Gradients g = scope.backward(seeds.stream().map(s -> s.on(output)).toList());
            for (int s = 0; s < seeds.size(); s++) {
                numbers.add(g.gradient(x, s));
                numbers.add(Objects.requireNonNull(g.at(MARK)).of(s, output.rows()));
                numbers.add(Objects.requireNonNull(g.kept(MARK)).of(s, output.rows()));
                numbers.add(new double[] {Objects.requireNonNull(g.ledger()).booked(s)});
            }
        }
        assertThat(device.liveBuffers()).isZero();
        return numbers;
    }
}
