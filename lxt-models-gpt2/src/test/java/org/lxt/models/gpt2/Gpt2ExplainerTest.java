// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.gpt2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lxt.explain.Explainer;
import org.lxt.explain.request.ExplainException;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Target;
import org.lxt.explain.result.Attribution;
import org.lxt.rules.Norms;
import org.lxt.rules.Patches;
import org.lxt.rules.RuleSet;
import org.lxt.spi.ModelPlugin;
import org.lxt.spi.checkpoint.ModelException;
import org.lxt.spi.host.ModelMap;
import org.lxt.tensor.StrictModeException;
import org.lxt.testkit.family.ExplainerContract;

/** Explanations of GPT-2: positions, rule sets, and what is refused. */
class Gpt2ExplainerTest extends ExplainerContract {
    private static final Path CASE = Gpt2Cases.of("attnlrp");

    @Override
    protected Path folder() {
        return CASE;
    }

    private static Attribution explained(Prompt prompt) {
        try (Explainer explainer = Explainer.builder(CASE).backend("scalar").open()) {
            return explainer.explain(prompt, Target.topLogit());
        }
    }

    @Test
    void attnLrpIsTheRuleSetIfNoneIsAskedFor() {
        assertThat(explained(Prompt.ofIds(3, 41, 27)).method()).isEqualTo("attnlrp");
        assertThat(ServiceLoader.load(ModelPlugin.class)).hasAtLeastOneElementOfType(Gpt2Plugin.class);
    }

    @Test
    void aPromptIsAsLongAsThereArePositions() {
        int[] all = IntStream.range(0, 40).toArray();
        assertThat(explained(Prompt.ofIds(all)).relevance()).hasSize(40);
        assertThatThrownBy(() -> explained(Prompt.ofIds(new int[41])))
                .isInstanceOf(ExplainException.class)
                .hasMessageContaining("the prompt has 41 tokens, but the model was made for at most 40; shorten it");
    }

    @Test
    void aPositionWithoutEmbeddingIsRefused() {
        int[] ids = {3, 41, 27};
        assertThat(explained(Prompt.ofIds(ids, new int[] {37, 38, 39})).relevance())
                .hasSize(3);
        assertThatThrownBy(() -> explained(Prompt.ofIds(ids, new int[] {38, 39, 40})))
                .isInstanceOf(ModelException.class)
                .hasMessage(
                        "a token of the prompt is at position 40, but the model has learned embeddings for positions 0"
                                + " to 39 only; give smaller positions or a shorter prompt");
    }

    @Test
    void positionsCount() {
        int[] ids = {3, 41, 27};
        assertThat(explained(Prompt.ofIds(ids, new int[] {0, 1, 2})).relevance())
                .isEqualTo(explained(Prompt.ofIds(ids)).relevance());
        assertThat(explained(Prompt.ofIds(ids, new int[] {0, 1, 3})).relevance())
                .isNotEqualTo(explained(Prompt.ofIds(ids)).relevance());
    }

    @Test
    void strictModeNamesALayerNormWithoutRule() {
        Patches forgotten = Patches.attnLrp().toBuilder().norm(Norms.ORDINARY).build();
        ModelPlugin plugin = map -> map.family("gpt2")
                .architectures("GPT2LMHeadModel")
                .patches(RuleSet.ATTN_LRP, forgotten)
                .options(Gpt2Options.KNOWN)
                .loader(Gpt2Config::read, Gpt2Model::load);
        try (Explainer explainer =
                Explainer.builder(CASE).models(ModelMap.of(List.of(plugin))).open()) {
            assertThatThrownBy(() -> explainer.explain(Prompt.ofIds(3, 41), Target.topLogit()))
                    .isInstanceOf(StrictModeException.class)
                    .hasMessageContaining("'layer norm' at layers.0.ln_1 ");
        }
    }
}
