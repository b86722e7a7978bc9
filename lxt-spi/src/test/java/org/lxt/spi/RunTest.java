// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lxt.rules.LinearLayer;
import org.lxt.rules.Patches;
import org.lxt.rules.RuleSet;
import org.lxt.rules.Rules;
import org.lxt.rules.composite.Composite;
import org.lxt.spi.ModelInput.TokenSequence;
import org.lxt.tensor.Scope;
import org.lxt.tensor.ScopeOptions;
import org.lxt.tensor.Shape;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.BackendOptions;
import org.lxt.tensor.backend.Backends;
import org.lxt.tensor.rows.PackedRows;
import org.lxt.tensor.weight.Weight;

/** What a run's rules remember is that of one run. */
class RunTest {
    @Test
    void theFirstLayerOfACompositeIsThatOfEachRun() {
        List<String> first = new ArrayList<>();
        Patches.LinearRule noted = (at, layer, x) -> {
            first.add(at.path());
            return x;
        };
        Patches.LinearRule rest = (at, layer, x) -> x;
        Rules rules = Composite.builder()
                .first(noted)
                .linears(rest)
                .build()
                .on(Rules.of(RuleSet.GRADIENT, Patches.gradient()));
        ModelInput input = ModelInput.tokens(List.of(TokenSequence.of(1)));
        Weight weight = Weight.of("w", new double[] {1}, 1, 1);
        try (var backend = Backends.named("scalar-f64", new BackendOptions(1));
                Scope scope = Scope.open(backend, ScopeOptions.PLAIN)) {
            Tensor x = scope.constant(Shape.of(1, 1), new double[] {1});
            for (String model : List.of("encoder", "decoder", "encoder")) {
                Run run = new Run(rules, input, PackedRows.ofLengths(1));
                for (String layer : List.of("0", "1", "0")) {
                    run.rules().linear(Site.of(model).child(layer), new LinearLayer(weight, null), x);
                }
            }
        }
        assertThat(first).containsExactly("encoder.0", "encoder.0", "decoder.0", "decoder.0", "encoder.0", "encoder.0");
    }
}
