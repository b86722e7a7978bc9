// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.testkit.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lxt.explain.Explainer;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Target;
import org.lxt.explain.result.Attribution;
import org.lxt.spi.checkpoint.ModelException;
import org.lxt.testkit.family.ChangedCase.Values;

/**
 * Tensors that are missing, tensors that are not asked for, and those of a tied head, in a decoder whose tensors have the
 * names of transformers.
 */
public abstract class TensorsContract {
    private static final String EMBEDDING = "model.embed_tokens.weight";
    private static final String HEAD = "lm_head.weight";
    private static final String TIED = "tie_word_embeddings";

    /** A tensor of one number. */
    protected static final Values SCALAR = new Values(new long[] {1}, new float[] {1});

    private final String family;
    private final Path untied;
    private final Path tied;

    /** Where changed checkpoints are written. */
    @TempDir
    protected Path folder;

    /**
     * A contract.
     *
     * @param family name of the family
     * @param untied a case with a head of its own, of at least 80 tokens
     * @param tied a case with a tied head
     */
    protected TensorsContract(String family, Path untied, Path tied) {
        this.family = family;
        this.untied = untied;
        this.tied = tied;
    }

    /**
     * A contract of a family whose cases all have a head of their own, or all a tied one: the other is made of the one.
     *
     * @param family name of the family
     * @param one a case of at least 80 tokens
     */
    protected TensorsContract(String family, Path one) {
        this(family, one, one);
    }

    private ChangedCase untied() throws IOException {
        return new ChangedCase(untied)
                .option(TIED, "false")
                .tensors(t -> t.putIfAbsent(HEAD, Objects.requireNonNull(t.get(EMBEDDING))));
    }

    private ChangedCase tied() throws IOException {
        return new ChangedCase(tied).option(TIED, "true").tensors(t -> t.remove(HEAD));
    }

    /** Asserts that the written checkpoint is refused. */
    protected void assertRefused(String message) {
        assertThatThrownBy(() -> Explainer.open(folder).close())
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(message);
    }

    /** An explanation by a checkpoint. */
    protected static Attribution explained(Path checkpoint) {
        try (Explainer explainer =
                Explainer.builder(checkpoint).backend("scalar").open()) {
            return explainer.explain(Prompt.ofIds(5, 9, 4, 77), Target.token(8));
        }
    }

    @Test
    void aTensorThatNobodyAsksForIsRefusedByName() throws IOException {
        untied().tensors(t -> t.put("model.layers.1.self_attn.r_norm.weight", SCALAR))
                .write(folder);
        assertRefused(
                folder.resolve("config.json") + ": the weights next to it hold 1 tensor that the family '" + family
                        + "' does not use with these options: 'model.layers.1.self_attn.r_norm.weight'; check that the file belongs");
    }

    @Test
    void storedRotaryFrequenciesAreHarmless() throws IOException {
        double[] relevance = explained(untied().write(folder)).relevance();
        ChangedCase changed = untied().tensors(t -> {
            t.put("model.layers.0.self_attn.rotary_emb.inv_freq", SCALAR);
            t.put("model.layers.1.self_attn.rotary_emb.inv_freq", SCALAR);
            t.put("model.rotary_emb.inv_freq", SCALAR);
        });
        assertThat(explained(changed.write(folder)).relevance()).isEqualTo(relevance);
    }

    @Test
    void everyTensorIsMissedByName() throws IOException {
        for (String name : names()) {
            untied().tensors(t -> t.remove(name)).write(folder);
            assertRefused("has no tensor '" + name + "'");
        }
    }

    private Iterable<String> names() throws IOException {
        Map<String, Values> all = new TreeMap<>();
        untied().tensors(all::putAll);
        return all.keySet();
    }

    @Test
    void aLanguageModelWithoutItsHeadIsRefused() throws IOException {
        untied().tensors(TensorsContract::withoutPrefix).write(folder);
        assertRefused("has no tensor 'lm_head.weight'");
    }

    private static void withoutPrefix(Map<String, Values> tensors) {
        Map<String, Values> copy = Map.copyOf(tensors);
        tensors.clear();
        copy.forEach((name, values) -> {
            if (!name.equals(HEAD)) {
                tensors.put(name.replaceFirst("^model\\.", ""), values);
            }
        });
    }

    @Test
    void aTiedHeadMayBeStoredTwiceOrUnderEitherName() throws IOException {
        ChangedCase changed = tied();
        double[] relevance = explained(changed.write(folder)).relevance();
        changed.tensors(t -> t.put(HEAD, Objects.requireNonNull(t.get(EMBEDDING))));
        assertThat(explained(changed.write(folder)).relevance()).isEqualTo(relevance);
        changed.tensors(t -> t.remove(EMBEDDING));
        assertThat(explained(changed.write(folder)).relevance()).isEqualTo(relevance);
        changed.tensors(Map::clear).write(folder);
        assertRefused("has no tensor 'model.embed_tokens.weight'");
    }

    @Test
    void aTiedHeadThatIsStoredWithOtherValuesIsNotTied() throws IOException {
        ChangedCase changed = tied();
        Attribution one = explained(changed.write(folder));
        changed.tensors(
                t -> t.put(HEAD, Objects.requireNonNull(t.get(EMBEDDING)).times(2)));
        Attribution stored = explained(changed.write(folder));
        assertThat(stored.target().logit()).isEqualTo(2 * one.target().logit());
        changed.option(TIED, "false");
        assertThat(explained(changed.write(folder)).relevance()).isEqualTo(stored.relevance());
    }
}
