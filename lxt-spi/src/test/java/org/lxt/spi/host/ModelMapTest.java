// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lxt.rules.Attentions;
import org.lxt.rules.Norms;
import org.lxt.rules.Patches;
import org.lxt.rules.RuleSet;
import org.lxt.spi.ModelFamily;
import org.lxt.spi.ModelLoader;
import org.lxt.spi.ModelPlugin;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.spi.checkpoint.ModelException;

/** Which family a checkpoint belongs to, and what plugins may register. */
class ModelMapTest {
    private static final RuleSet MINE = new RuleSet("mine", true);
    private static final ModelLoader NO_LOADER = (config, weights, parameters) -> {
        throw new ModelException("not loaded here");
    };

    @Test
    void aFamilyIsFoundByItsArchitecture() {
        ModelMap map = ModelMap.of(List.of(plugin("one", "OneForCausalLM"), plugin("two", "TwoForCausalLM", "Two")));
        assertThat(map.families()).extracting(ModelFamily::name).containsExactly("one", "two");
        assertThat(map.familyOf(architectures("OneForCausalLM")).name()).isEqualTo("one");
        assertThat(map.familyOf(architectures("Two")).name()).isEqualTo("two");
        assertThat(map.familyOf(architectures("Unknown", "TwoForCausalLM")).name())
                .isEqualTo("two");
    }

    @Test
    void aFamilyMayBeFoundByAnyTest() {
        ModelPlugin plugin = map -> complete(map.family("small"))
                .recognises(c -> c.optionalPositive("hidden_size").orElse(99) < 10);
        ModelMap map = ModelMap.of(List.of(plugin));
        assertThat(map.familyOf(config(Map.of("hidden_size", 8))).name()).isEqualTo("small");
        assertThatThrownBy(() -> map.familyOf(config(Map.of("hidden_size", 16))))
                .isInstanceOf(ModelException.class);
    }

    @Test
    void anUnknownArchitectureIsNamedInAShortSentence() {
        ModelMap map = ModelMap.of(List.of(plugin("one", "OneForCausalLM"), plugin("two", "TwoForCausalLM", "Two")));
        assertThatThrownBy(() -> map.familyOf(architectures("Mamba", "Rwkv")))
                .isInstanceOf(ModelException.class)
                .hasMessage(
                        "config.json: no installed family knows the architecture Mamba, Rwkv; 'lxt models' lists the"
                                + " families, and plugins add others");
    }

    @Test
    void aCheckpointWithoutArchitectureIsDescribedByWhatItHas() {
        ModelMap map = ModelMap.of(List.of(plugin("one", "OneForCausalLM")));
        assertThatThrownBy(() -> map.familyOf(config(Map.of("model_type", "llama"))))
                .hasMessageContaining("no installed family knows the model type 'llama' without 'architectures'; ");
        assertThatThrownBy(() -> map.familyOf(config(Map.of())))
                .hasMessageContaining(
                        "no installed family knows a checkpoint without 'architectures' and 'model_type'");
    }

    @Test
    void withoutPluginsTheMessageSaysSo() {
        assertThatThrownBy(() -> ModelMap.of(List.of()).familyOf(architectures("One")))
                .hasMessage("config.json: no installed family knows the architecture One, for no plugin is installed;"
                        + " plugins add families");
    }

    @Test
    void aModelTypeDecidesWhereArchitecturesNamesNoClassOfTransformers() {
        ModelPlugin typed = map ->
                complete(map.family("one")).architectures("OneForCausalLM").modelTypes("llama");
        ModelMap map = ModelMap.of(List.of(typed, plugin("two", "Two")));
        assertThat(map.familyOf(config(Map.of("model_type", "llama"))).name()).isEqualTo("one");
        assertThat(map.familyOf(named("LLaMAForCausalLM", Map.of())).name()).isEqualTo("one");
        assertThat(map.familyOf(config(Map.of("model_type", "llama", "architectures", List.of())))
                        .name())
                .isEqualTo("one");
        // A family that knows the name comes first; a class of transformers is what it says; own code is nobody's.
        assertThat(map.familyOf(named("Two", Map.of())).name()).isEqualTo("two");
        assertThatThrownBy(() -> map.familyOf(named("LlamaForSequenceClassification", Map.of())))
                .hasMessageContaining("no installed family knows the architecture LlamaForSequenceClassification; ");
        assertThatThrownBy(() -> map.familyOf(
                        named("MyLlama", Map.of("auto_map", Map.of("AutoModel", "modeling_mine.MyLlama")))))
                .hasMessageContaining("the architecture MyLlama, whose code is the checkpoint's own; ");
        assertThat(map.familyOf(named("MyLlama", Map.of("auto_map", Map.of("AutoTokenizer", List.of("mine.Tokens")))))
                        .name())
                .isEqualTo("one");
    }

    private static ModelConfig named(String architecture, Map<String, Object> others) {
        Map<String, Object> options = new java.util.LinkedHashMap<>(others);
        options.put("architectures", List.of(architecture));
        options.put("model_type", "llama");
        return config(options);
    }

    @Test
    void twoFamiliesForOneCheckpointAreAnErrorThatNamesBothAndTheirOrigin() {
        ModelMap map = ModelMap.of(List.of(plugin("one", "Shared"), plugin("two", "Shared")));
        ModelFamily any = map.families().getFirst();
        assertThatThrownBy(() -> map.familyOf(architectures("Shared")))
                .isInstanceOf(ModelException.class)
                .hasMessage("config.json: two plugins recognise this checkpoint, family 'one' of " + any.origin()
                        + " and family 'two' of " + any.origin()
                        + "; remove one of them, or open the model with an explicit model map");
        assertThat(any.origin()).contains("test-classes");
    }

    @Test
    void aFamilyKnowsItsRuleSets() {
        ModelFamily family =
                ModelMap.of(List.of(plugin("one", "One"))).families().getFirst();
        assertThat(family.defaultRules()).isEqualTo(RuleSet.GRADIENT);
        assertThat(family.ruleSets()).containsExactly(RuleSet.ATTN_LRP, RuleSet.CP_LRP, RuleSet.GRADIENT, RuleSet.RELP);
        assertThat(family.architectures()).containsExactly("One");
        assertThat(family.rules(RuleSet.CP_LRP).set()).isEqualTo(RuleSet.CP_LRP);
    }

    @Test
    void rulesThatAFamilyDoesNotHaveAreNamedBesideThoseItHas() {
        ModelFamily family =
                ModelMap.of(List.of(plugin("one", "One"))).families().getFirst();
        assertThatThrownBy(() -> family.rules(MINE))
                .isInstanceOf(ModelException.class)
                .hasMessage("family 'one' has no rule set 'mine'; it has: attnlrp, cp-lrp, gradient, relp");
    }

    @Test
    void patchesOfARuleSetAreChangedInACopy() {
        ModelMap map = ModelMap.of(List.of(plugin("one", "One"), plugin("two", "Two")));
        ModelMap changed = map.with("one", RuleSet.CP_LRP, patches -> patches.withNorm(Norms.ORDINARY));
        assertThat(changed.family("one").patches(RuleSet.CP_LRP).norm()).isSameAs(Norms.ORDINARY);
        assertThat(changed.family("one").patches(RuleSet.CP_LRP).attention()).isSameAs(Attentions.VALUE_ONLY);
        assertThat(changed.family("two").patches(RuleSet.CP_LRP).norm()).isSameAs(Norms.CONSTANT_SPREAD);
        assertThat(map.family("one").patches(RuleSet.CP_LRP).norm()).isSameAs(Norms.CONSTANT_SPREAD);
    }

    @Test
    void aUserHasRuleSetsByNamesOfTheirOwn() {
        RuleSet mine = new RuleSet("mine", true);
        ModelMap map = ModelMap.of(List.of(plugin("one", "One"))).with("one", mine, Patches.attnLrp());
        assertThat(map.family("one").ruleSet("mine")).isEqualTo(mine);
        assertThat(map.family("one").rules(mine).set()).isEqualTo(mine);
        assertThatThrownBy(() -> map.family("one").ruleSet("yours"))
                .isInstanceOf(ModelException.class)
                .hasMessage("family 'one' has no rule set 'yours'; it has: attnlrp, cp-lrp, gradient, mine, relp");
        assertThatThrownBy(() -> map.with("one", new RuleSet("mine", false), Patches.gradient()))
                .hasMessageContaining("has another rule set of the name 'mine'");
        assertThatThrownBy(() -> map.with("three", mine, Patches.attnLrp()))
                .isInstanceOf(ModelException.class)
                .hasMessage("there is no family 'three'; there are: one");
        assertThatThrownBy(() -> map.with("one", new RuleSet("other", true), patches -> patches))
                .hasMessageContaining("has no rule set 'other'");
    }

    @Test
    void anIncompleteFamilyIsRefusedByWhatItLacks() {
        assertRefused(map -> map.family("odd").loader(NO_LOADER), "was registered without recognises");
        assertRefused(map -> map.family("odd").architectures("Odd"), "was registered without loader");
        assertRefused(
                map -> map.family("odd").architectures("Odd").defaultRules(MINE).loader(NO_LOADER),
                "has no patches for its default rules 'mine'");
    }

    private static void assertRefused(ModelPlugin plugin, String message) {
        assertThatThrownBy(() -> ModelMap.of(List.of(plugin)))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith("family 'odd' of ")
                .hasMessageEndingWith(message);
    }

    private static ModelPlugin plugin(String name, String... architectures) {
        return map -> complete(map.family(name)).architectures(architectures);
    }

    private static ModelFamily.Builder complete(ModelFamily.Builder family) {
        return family.defaultRules(RuleSet.GRADIENT).loader(NO_LOADER);
    }

    private static ModelConfig architectures(String... names) {
        return config(Map.of("architectures", List.of(names)));
    }

    private static ModelConfig config(Map<String, ?> values) {
        return ModelConfig.of("config.json", values);
    }
}
