// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.llama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lxt.explain.Explainer;
import org.lxt.explain.method.occlusion.Occlusion;
import org.lxt.explain.request.ExplainException;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Target;
import org.lxt.explain.result.Attribution;
import org.lxt.explain.result.PatchResult;
import org.lxt.explain.result.Prediction;
import org.lxt.explain.units.Intervention;
import org.lxt.explain.units.PatchBy;
import org.lxt.explain.units.PatchEffect;
import org.lxt.explain.units.UnitChoice;
import org.lxt.explain.units.UnitRelevance;
import org.lxt.samples.Sample;
import org.lxt.tensor.Ledger;

/** What the relevance of units adds up to under AttnLRP, what interventions leave alone, and what is refused. */
class UnitsAddUpTest {
    private static final Prompt PROMPT = Prompt.of("Tom likes beans. Lars likes");
    private static final Prompt OTHER = Prompt.of("Tom likes bread. Lars likes");
    private static final Target TOP = Target.topLogit();

    private static Sample sample;
    private static Explainer lxt;

    @BeforeAll
    static void open() {
        sample = Sample.decoder();
        lxt = Explainer.builder(sample.folder()).backend("scalar-f64").open();
    }

    @AfterAll
    static void close() {
        lxt.close();
        sample.close();
    }

    @Test
    void theNeuronsOfAnMlpHaveWhatItAdds() {
        Attribution a = lxt.observing("layers.1.mlp.*").explain(PROMPT, TOP);
        UnitRelevance product = a.at("layers.1.mlp.product");
        assertThat(a.at("layers.1.mlp.neurons").relevance()).containsExactly(product.relevance());
        assertThat(product.ofTokens())
                .containsExactly(a.at("layers.1.mlp.added").ofTokens(), within(1e-12));
        for (String half : List.of("act", "up_proj")) {
            double[] expected =
                    Arrays.stream(product.relevance()).map(r -> r / 2).toArray();
            assertThat(a.at("layers.1.mlp." + half).relevance()).containsExactly(expected, within(1e-12));
        }
    }

    @Test
    void queriesKeysAndValuesHaveWhatTheHeadsHaveButForTheSoftmax() {
        Attribution a = lxt.observing("layers.1.self_attn.*", "layers.1", "layers.1.middle")
                .explain(PROMPT, TOP);
        String attention = "layers.1.self_attn.";
        double heads = a.at(attention + "heads").sum();
        assertThat(a.at(attention + "values").sum()).isCloseTo(heads / 2, within(1e-12));
        double softmax = a.ledger().orElseThrow().entries().stream()
                .filter(e -> e.site().path().equals("layers.1.self_attn") && e.cause() != Ledger.Cause.BIAS)
                .mapToDouble(e -> e.amount())
                .sum();
        double why =
                a.at(attention + "queries").sum() + a.at(attention + "keys").sum();
        assertThat(why + a.at(attention + "values").sum() + softmax).isCloseTo(heads, within(1e-10));
        assertThat(a.at(attention + "q_proj").sum())
                .isCloseTo(a.at(attention + "queries").sum(), within(1e-10));
        assertThat(a.at("layers.1").ofTokens())
                .containsExactly(a.latent().get(1).relevance(), within(1e-12));
    }

    @Test
    void whatIsScaledByOneIsLeftAlone() {
        Attribution plain = lxt.explain(PROMPT, TOP);
        Attribution same = lxt.intervening(Intervention.scale(UnitChoice.of("layers.**"), 1))
                .explain(PROMPT, TOP);
        assertThat(same.relevance()).containsExactly(plain.relevance());
    }

    @Test
    void aPromptPatchedEverywhereAnswersAsTheOther() {
        Prediction other = lxt.predict(OTHER).getFirst();
        Explainer patched = lxt.intervening(Intervention.patch(UnitChoice.of("layers.1"), OTHER));
        assertThat(patched.predict(PROMPT).getFirst().candidates()).isEqualTo(other.candidates());
        Attribution a = patched.explain(PROMPT, TOP);
        assertThat(Math.abs(a.ledger().orElseThrow().error())).isLessThan(1e-9);
        assertThat(a.relevance()).as("a constant comes from no token").containsOnly(0);
    }

    @Test
    void everyPartOfASweepIsItsOwnRun() {
        UnitChoice heads = UnitChoice.of("layers.*.self_attn.heads").at(3, 4);
        PatchResult all = lxt.patching(PROMPT, OTHER, TOP).run(List.of(heads), PatchBy.UNIT_AT_POSITION);
        assertThat(all.effects()).hasSize(4 * 4 * 2);
        for (PatchEffect effect : all.effects().subList(5, 9)) {
            Attribution alone = lxt.intervening(Intervention.patch(effect.what(), OTHER))
                    .explain(
                            PROMPT,
                            Target.token(all.target().getFirst().target().id()));
            assertThat(effect.after()).isCloseTo(alone.value(), within(1e-12));
        }
        PatchResult whole = lxt.patching(PROMPT, OTHER, TOP).run(List.of(UnitChoice.of("layers.0")), PatchBy.VALUE);
        assertThat(whole.recovered(whole.effects().getFirst())).isCloseTo(1, within(1e-9));
    }

    @Test
    void otherMethodsExplainAChangedModelToo() {
        Intervention without = Intervention.zero(UnitChoice.parse("layers.1.self_attn.heads[2]"));
        Attribution a = lxt.using(Occlusion.single()).intervening(without).explain(PROMPT, TOP);
        Attribution b = lxt.intervening(without).explain(PROMPT, TOP);
        assertThat(a.value()).isCloseTo(b.value(), within(1e-12));
    }

    @Test
    void wrongUsesAreRefusedInASentence() {
        refused(() -> lxt.observing("layers.1.mlp.neuron").explain(PROMPT, TOP), "below layers.1.mlp there are act");
        refused(() -> lxt.observing("**.nothing").explain(PROMPT, TOP), "no value of this model is named");
        refused(() -> lxt.observing("layers.1").using(Occlusion.single()).explain(PROMPT, TOP), "rule set");
        Intervention tooFar = Intervention.zero(UnitChoice.parse("layers.1.self_attn.heads[9]"));
        refused(() -> lxt.intervening(tooFar).explain(PROMPT, TOP), "has no unit 9");
        Intervention late = Intervention.zero(UnitChoice.parse("layers.1@99"));
        refused(() -> lxt.intervening(late).explain(PROMPT, TOP), "there is no position 99");
        Intervention longer = Intervention.patch(UnitChoice.of("layers.1"), Prompt.of("Tom"));
        refused(() -> lxt.intervening(longer).explain(PROMPT, TOP), "the same number of tokens");
        refused(() -> lxt.intervening(tooFar).generate(PROMPT, 3), "interventions reach no generated answer");
        refused(() -> lxt.explain(PROMPT, TOP).at("layers.1.mlp.act"), "nobody asked");
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(ExplainException.class).hasMessageContaining(message);
    }
}
