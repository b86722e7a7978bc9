// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.spi.checkpoint.ModelException;
import org.lxt.spi.checkpoint.Weights;
import org.lxt.spi.host.ModelMap;
import org.lxt.tensor.Scope;
import org.lxt.tensor.ScopeOptions;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.BackendOptions;
import org.lxt.tensor.backend.Backends;
import org.lxt.tensor.weight.Weight;

/** Tensors that a checkpoint holds and its model does not ask for. */
class UnusedTensorsTest {
    private static final ModelFamily FAMILY = ModelMap.of(List.of(map -> map.family("any")
                    .architectures("Any")
                    .unusedTensors("h.*.mask", "vision.**", "**.inv_freq")
                    .loader((config, weights, constants) -> new NoModel())))
            .families()
            .getFirst();

    private static void load(String tensor) {
        try (Backend backend = Backends.named("scalar", new BackendOptions(1));
                Scope scope = Scope.open(backend, ScopeOptions.PLAIN)) {
            FAMILY.load(ModelConfig.of("config.json", Map.of()), new Names(Set.of(tensor)), scope);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h.0.mask", "h.17.mask", "vision.a", "vision.a.b.7.c", "x.inv_freq", "x.y.inv_freq"})
    void whatThePatternsNameIsPassedOver(String tensor) {
        assertThatCode(() -> load(tensor)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "h.0.1.mask",
                "h.0.masks",
                "x.h.0.mask",
                "visionx",
                "a.vision.b",
                "inv_freq",
                "x.inv_freq.y",
                "h.0xmask"
            })
    void anythingElseIsRefused(String tensor) {
        assertThatThrownBy(() -> load(tensor))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("hold 1 tensor that the family 'any' does not use")
                .hasMessageContaining("'" + tensor + "'");
    }

    private record Names(Set<String> names) implements Weights {
        @Override
        public Weight matrix(String name, int rows, int columns) {
            throw new AssertionError("nobody asks for " + name);
        }

        @Override
        public Weight stack(String name, int count, int rows, int columns) {
            throw new AssertionError("nobody asks for " + name);
        }

        @Override
        public double[] stackValues(String name, int count, int rows, int columns) {
            throw new AssertionError("nobody asks for " + name);
        }

        @Override
        public double[] vector(String name, int size) {
            throw new AssertionError("nobody asks for " + name);
        }
    }

    private static final class NoModel implements Model {
        @Override
        public ModelSizes sizes() {
            return new ModelSizes(1, 1, 1, 1);
        }

        @Override
        public Tensor input(Scope scope, ModelInput input) {
            throw new AssertionError();
        }

        @Override
        public ModelOutput forward(Run run, Tensor input) {
            throw new AssertionError("nobody runs this");
        }
    }
}
