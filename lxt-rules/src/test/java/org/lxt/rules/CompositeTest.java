// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lxt.rules.composite.Composite;
import org.lxt.rules.composite.LayerRule;
import org.lxt.rules.composite.SitePattern;
import org.lxt.tensor.Scope;
import org.lxt.tensor.ScopeOptions;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;

/** Which rule each layer gets. */
class CompositeTest {
    private static final LinearLayer LAYER = new LinearLayer(new Run.Matrix(1, 1, new double[] {1}).weight(), null);

    private final List<String> applied = new ArrayList<>();

    /** A rule that notes that it was applied. */
    private Patches.LinearRule noted(String name) {
        return (at, layer, x) -> {
            applied.add(name);
            return x;
        };
    }

    private List<String> applied(Composite composite, String... sites) {
        Patches base = Patches.cpLrp().toBuilder()
                .linear(noted("own"))
                .convolution(noted("own"))
                .build();
        apply(composite.on(Rules.of(RuleSet.CP_LRP, base)), sites);
        return applied;
    }

    private static void apply(Rules rules, String... sites) {
        try (Scope scope = Scope.open(Run.FLOAT64, ScopeOptions.PLAIN)) {
            Tensor x = new Run.Matrix(1, 1, new double[] {1}).constant(scope);
            for (String site : sites) {
                if (site.startsWith("conv")) {
                    rules.convolution(Site.of(site), LAYER, x);
                } else {
                    rules.linear(Site.of(site), LAYER, x);
                }
            }
        }
    }

    @Test
    void layersHaveTheRuleOfTheirType() {
        Composite composite =
                Composite.builder().convolutions(noted("c")).linears(noted("l")).build();
        assertThat(applied(composite, "conv_proj", "layers.0.mlp.up_proj")).containsExactly("c", "l");
    }

    @Test
    void whatNothingFitsKeepsTheRuleOfThePatches() {
        assertThat(applied(Composite.builder().convolutions(noted("c")).build(), "conv_proj", "head"))
                .containsExactly("c", "own");
    }

    @Test
    void aNameCountsBeforeTheTypeAndTheFirstOfSeveralNames() {
        Composite composite = Composite.builder()
                .name("layers.0.**", noted("first"))
                .name("layers.*.mlp.*", noted("second"))
                .linears(noted("type"))
                .build();
        assertThat(applied(composite, "layers.0.mlp.up_proj", "layers.1.mlp.up_proj", "heads.head"))
                .containsExactly("first", "second", "type");
    }

    @Test
    void theFirstLayerIsTheFirstOfEachForwardPass() {
        Composite composite = Composite.builder()
                .first(noted("first"))
                .convolutions(noted("c"))
                .linears(noted("l"))
                .build();
        assertThat(applied(composite, "conv_proj", "conv_2", "head", "conv_proj", "conv_2", "head"))
                .containsExactly("first", "c", "l", "first", "c", "l");
    }

    @Test
    void theFirstLayerIsThatOfEachModelWhichHasARunUnderTheRules() {
        Composite flat = Composite.builder().first(noted("first")).build();
        Composite twice = Composite.builder().linears(noted("l")).build();
        Rules rules = twice.on(flat.on(Rules.of(RuleSet.CP_LRP, Patches.cpLrp().withConvolution(noted("own")))));
        apply(rules.forRun(), "conv_proj", "conv_2");
        apply(rules.forRun(), "conv_1", "conv_proj");
        assertThat(applied).containsExactly("first", "own", "first", "own");
    }

    @Test
    void patternsThatFitNoLayerAreToldAfterTheRun() {
        Composite composite = Composite.builder()
                .name("layers.*.mlp.**", noted("mlp"))
                .name("layer.{0,1}.**", LayerRule.zPlus())
                .name("layers.0.mlp.up_proj", noted("second"))
                .build();
        Rules rules = composite.on(Rules.of(RuleSet.CP_LRP, Patches.cpLrp()));
        apply(rules, "layers.0.self_attn.q_proj", "layers.0.mlp.up_proj");
        assertThat(rules.remarks())
                .containsExactly(
                        "the pattern 'layer.{0,1}.**', for which there is zplus, fits no layer with a rule; the"
                                + " names of this model are such as layers.0.self_attn.q_proj");
        assertThat(rules.forRun().remarks()).isEmpty();
    }

    @Test
    void aNameThatNoLayerHasIsAnErrorAfterTheRun() {
        Composite composite =
                Composite.builder().name("layers.0.mlp.up", LayerRule.flat()).build();
        Rules rules = composite.on(Rules.of(RuleSet.CP_LRP, Patches.cpLrp()));
        apply(rules, "layers.0.mlp.up_proj");
        assertThatThrownBy(rules::remarks)
                .isInstanceOf(RuleException.class)
                .hasMessage(
                        "no layer with a rule is named 'layers.0.mlp.up', for which there is flat; the names of this"
                                + " model are such as layers.0.mlp.up_proj");
    }

    @Test
    void aNameCountsBeforeBeingTheFirst() {
        Composite composite = Composite.builder()
                .first(noted("first"))
                .name("conv_*", noted("name"))
                .build();
        assertThat(applied(composite, "conv_proj", "head")).containsExactly("name", "own");
    }

    @Test
    void itTellsWhatItSays() {
        Composite composite = Composite.builder()
                .name("layers.{0,1}.**", LayerRule.zPlus())
                .first(LayerRule.flat())
                .convolutions(LayerRule.gamma(0.25))
                .build();
        assertThat(composite)
                .hasToString("zplus on layers.{0,1}.**, flat on the first layer, gamma(0.25) on convolutions");
        assertThat(Composite.gamma(0.25, 0.05)
                        .on(Rules.of(RuleSet.CP_LRP, Patches.cpLrp()))
                        .set())
                .isEqualTo(new RuleSet("cp-lrp with gamma(0.25) on convolutions, gamma(0.05) on linear layers", true));
    }

    @ParameterizedTest
    @CsvSource({
        "layers.*.mlp.up_proj, layers.11.mlp.up_proj, true",
        "layers.*.up_proj, layers.11.mlp.up_proj, false",
        "layers.**, layers.11.mlp.up_proj, true",
        "**.up_proj, layers.11.mlp.up_proj, true",
        "'layers.{0,2}.*', layers.2.x, true",
        "'layers.{0,2}.*', layers.1.x, false",
        "layers.1.x, layersX1Xx, false",
        "'a,b', 'a,b', true",
        "head, heads.head, false"
    })
    void patternsFitWholePaths(String pattern, String path, boolean fits) {
        assertThat(SitePattern.of(pattern).fits(Site.of(path))).isEqualTo(fits);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "layers.{0", "layers.0}", "{a{b}}"})
    void brokenPatternsAreRefused(String pattern) {
        assertThatThrownBy(() -> SitePattern.of(pattern)).isInstanceOf(RuleException.class);
    }
}
