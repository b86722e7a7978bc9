// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.strict.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lxt.tensor.ops.Operations.activate;
import static org.lxt.tensor.ops.Operations.multiply;
import static org.lxt.tensor.ops.Operations.rmsNorm;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lxt.rules.AttentionInput;
import org.lxt.rules.Attentions;
import org.lxt.rules.LinearLayer;
import org.lxt.rules.MlpLayer;
import org.lxt.rules.NormLayer;
import org.lxt.rules.Norms;
import org.lxt.rules.Patches;
import org.lxt.rules.RuleSet;
import org.lxt.rules.Rules;
import org.lxt.tensor.Scope;
import org.lxt.tensor.ScopeOptions;
import org.lxt.tensor.Shape;
import org.lxt.tensor.Site;
import org.lxt.tensor.StrictModeException;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.BackendOptions;
import org.lxt.tensor.backend.Backends;
import org.lxt.tensor.backend.kernel.Activation;
import org.lxt.tensor.ops.Operations;
import org.lxt.tensor.ops.attention.AttentionShape;
import org.lxt.tensor.rows.PackedRows;
import org.lxt.tensor.weight.Weight;

/**
 * A small block in strict mode from which one rule is taken away: the message names the operation and its line. In a
 * package of its own, as model code is: the library's frames are left out of the message.
 */
class MissingRuleTest {
    private static final Backend BACKEND = Backends.named("scalar-f64", new BackendOptions(1));
    private static final Site SITE = Site.of("layers.0");

    /** Line of the undeclared operation that ran last. */
    private static int line;

    private final Scope scope = Scope.open(BACKEND, new ScopeOptions(true, false));

    @AfterEach
    void close() {
        scope.close();
    }

    static Stream<Arguments> undeclared() {
        return Stream.of(
                Arguments.of("silu", "mlp.act", Patches.attnLrp().toBuilder().activation(MissingRuleTest::activation)),
                Arguments.of(
                        "multiply", "mlp.product", Patches.attnLrp().toBuilder().product(MissingRuleTest::product)),
                Arguments.of("rms norm", "norm", Patches.attnLrp().toBuilder().norm(MissingRuleTest::norm)),
                Arguments.of(
                        "attention", "self_attn", Patches.attnLrp().toBuilder().attention(MissingRuleTest::attention)));
    }

    @ParameterizedTest
    @MethodSource("undeclared")
    void theOperationAndItsLineAreNamed(String operation, String place, Patches.Builder builder) {
        Rules rules = Rules.of(RuleSet.ATTN_LRP, builder.build());
        assertThatThrownBy(() -> block(rules))
                .isInstanceOf(StrictModeException.class)
                .hasMessageContaining("'" + operation + "'")
                .hasMessageContaining("layers.0." + place + " ")
                .satisfies(e -> assertThat(e.getMessage()).contains("(MissingRuleTest.java:" + line + ")"));
    }

    @Test
    void withAllRulesTheBlockIsAccepted() {
        assertThat(block(Rules.of(RuleSet.ATTN_LRP, Patches.attnLrp())).isWatched())
                .isTrue();
        assertThat(block(Rules.of(RuleSet.CP_LRP, Patches.cpLrp())).isWatched()).isTrue();
    }

    @Test
    void ordinaryRulesOfTheLibraryAreNamedByTheLineOfTheModel() {
        Patches patches = Patches.attnLrp().toBuilder()
                .norm(Norms.ORDINARY)
                .attention(Attentions.ORDINARY)
                .build();
        assertThatThrownBy(() -> block(Rules.of(RuleSet.ATTN_LRP, patches)))
                .isInstanceOf(StrictModeException.class)
                .hasMessageContaining("'rms norm' at layers.0.norm ")
                .satisfies(e -> assertThat(e.getMessage()).contains("(MissingRuleTest.java:" + line + ")"));
    }

    private static Tensor activation(Site at, Activation f, Tensor x) {
        line = lineOfCaller() + 1;
        return x.scope().at(at, () -> activate(f, x));
    }

    private static Tensor product(Site at, Tensor a, Tensor b) {
        line = lineOfCaller() + 1;
        return a.scope().at(at, () -> multiply(a, b));
    }

    private static Tensor norm(Site at, NormLayer layer, Tensor x) {
        line = lineOfCaller() + 1;
        return x.scope().at(at, () -> rmsNorm(x, ((NormLayer.Rms) layer).weight(), 0, 1e-6, false));
    }

    private static Tensor attention(Site at, AttentionInput in) {
        PackedRows rows = in.keyRows();
        line = lineOfCaller() + 1;
        return in.q().scope().at(at, () -> Operations.attention(in.q(), in.k(), in.v(), in.shape(), rows, rows));
    }

    private Tensor block(Rules rules) {
        Tensor x = scope.watch(scope.constant(Shape.of(2, 2), new double[] {1, 2, -3, 4}));
        NormLayer layer = new NormLayer.Rms(scope.constant(Shape.of(2), new double[] {1, 2}), 0, 1e-6);
        line = lineOfCaller() + 1;
        Tensor normed = rules.norm(SITE.child("norm"), layer, x);
        PackedRows rows = PackedRows.ofLengths(2);
        AttentionInput input = new AttentionInput(normed, normed, normed, AttentionShape.causal(1, 1, 2), rows, rows);
        Tensor attended = rules.attention(SITE.child("self_attn"), input);
        LinearLayer square = new LinearLayer(Weight.of("square", new double[] {1, 2, 3, 4}, 2, 2), null);
        return rules.mlp(SITE.child("mlp"), new MlpLayer(square, square, square, Activation.SILU), attended);
    }

    private static int lineOfCaller() {
        return StackWalker.getInstance()
                .walk(frames -> frames.skip(1).findFirst().orElseThrow().getLineNumber());
    }
}
