// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.gemma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lxt.explain.Explainer;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Target;
import org.lxt.explain.result.Attribution;
import org.lxt.explain.result.Closing;
import org.lxt.rules.Norms;
import org.lxt.rules.Patches;
import org.lxt.rules.RuleSet;
import org.lxt.spi.ModelPlugin;
import org.lxt.spi.host.ModelMap;
import org.lxt.tensor.StrictModeException;
import org.lxt.testkit.family.ExplainerContract;

/** Explanations of Gemma 3: rule sets, capped logits, strict mode. */
class GemmaExplainerTest extends ExplainerContract {
    @Override
    protected Path folder() {
        return GemmaCases.of("sliding-full");
    }

    @Test
    void attnLrpIsTheRuleSetIfNoneIsAskedFor() {
        try (Explainer explainer = Explainer.open(folder())) {
            Attribution a = explainer.explain(Prompt.ofIds(3, 41, 27), Target.topLogit());
            assertThat(a.method()).isEqualTo("attnlrp");
            assertThat(a.at("layers.0").ofTokens()).isEqualTo(a.relevance());
        }
        assertThat(ServiceLoader.load(ModelPlugin.class)).hasAtLeastOneElementOfType(GemmaPlugin.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"attnlrp", "cp-lrp"})
    void strictModeAcceptsCappedLogits(String rules) {
        RuleSet set = rules.equals("attnlrp") ? RuleSet.ATTN_LRP : RuleSet.CP_LRP;
        assertThat(set.strict()).isTrue();
        try (Explainer explainer =
                Explainer.builder(GemmaCases.of("logit-softcap")).rules(set).open()) {
            Attribution a = explainer.explain(Prompt.ofIds(3, 41, 27), Target.topLogit());
            assertThat(Math.abs(a.value())).isLessThan(2);
            Closing closing = a.ledger().orElseThrow();
            assertThat(Math.abs(closing.error()) / closing.turnover()).isLessThan(1e-5);
        }
    }

    @Test
    void strictModeNamesANormWithoutRule() {
        Patches forgotten = Patches.attnLrp().toBuilder().norm(Norms.ORDINARY).build();
        ModelPlugin plugin = map -> map.family("gemma3")
                .architectures("Gemma3ForCausalLM")
                .patches(RuleSet.ATTN_LRP, forgotten)
                .options(GemmaOptions.KNOWN)
                .loader(GemmaConfig::read, GemmaModel::load);
        try (Explainer explainer =
                Explainer.builder(folder()).models(ModelMap.of(List.of(plugin))).open()) {
            assertThatThrownBy(() -> explainer.explain(Prompt.ofIds(3, 41), Target.topLogit()))
                    .isInstanceOf(StrictModeException.class)
                    .hasMessageContaining("'rms norm' at layers.0.input_layernorm ");
        }
    }
}
