// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.gpt2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lxt.explain.Explainer;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Target;
import org.lxt.explain.result.Attribution;
import org.lxt.spi.checkpoint.ModelException;
import org.lxt.testkit.family.ChangedCase;
import org.lxt.testkit.family.ChangedCase.Values;

/** Both layouts of names, mask buffers, the tied head; tensors that are missing or that nobody asks for. */
class Gpt2TensorsTest {
    private static final String EMBEDDING = "transformer.wte.weight";
    private static final String HEAD = "lm_head.weight";
    private static final Values SCALAR = new Values(new long[] {1}, new float[] {1});

    @TempDir
    Path folder;

    private void assertRefused(String message) {
        assertThatThrownBy(() -> Explainer.open(folder).close())
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(message);
    }

    private static Attribution explained(Path folder) {
        try (Explainer explainer = Explainer.builder(folder).backend("scalar").open()) {
            return explainer.explain(Prompt.ofIds(5, 9, 4, 77), Target.token(8));
        }
    }

    @Test
    void bothLayoutsOfNamesGiveTheSame() throws IOException {
        ChangedCase prefixed = new ChangedCase(Gpt2Cases.of("cp-lrp"));
        double[] expected = explained(prefixed.original()).relevance();
        prefixed.tensors(t -> renamed(t, "^transformer\\.", "")).write(folder);
        assertThat(explained(folder).relevance()).isEqualTo(expected);
        ChangedCase bare = new ChangedCase(Gpt2Cases.of("bare-layout"));
        expected = explained(bare.original()).relevance();
        bare.tensors(t -> renamed(t, "^", "transformer.")).write(folder);
        assertThat(explained(folder).relevance()).isEqualTo(expected);
    }

    private static void renamed(Map<String, Values> tensors, String from, String to) {
        Map<String, Values> copy = Map.copyOf(tensors);
        tensors.clear();
        copy.forEach((name, values) -> tensors.put(name.replaceFirst(from, to), values));
    }

    @Test
    void masksInTheFileAreHarmless() throws IOException {
        ChangedCase changed = new ChangedCase(Gpt2Cases.of("cp-lrp"));
        changed.tensors(t -> {
            t.put("transformer.h.0.attn.bias", SCALAR);
            t.put("transformer.h.1.attn.bias", SCALAR);
            t.put("transformer.h.0.attn.masked_bias", SCALAR);
            t.put("transformer.h.1.attn.masked_bias", SCALAR);
        });
        assertThat(explained(changed.write(folder)).relevance())
                .isEqualTo(explained(changed.original()).relevance());
    }

    @Test
    void aTensorThatNobodyAsksForIsRefusedByName() throws IOException {
        new ChangedCase(Gpt2Cases.of("cp-lrp"))
                .tensors(t -> t.put("transformer.h.1.crossattention.c_attn.weight", SCALAR))
                .write(folder);
        assertRefused("hold 1 tensor that the family 'gpt2' does not use with these options:"
                + " 'transformer.h.1.crossattention.c_attn.weight'; check that the file belongs");
    }

    @Test
    void everyTensorIsMissedByName() throws IOException {
        Map<String, Values> all = new TreeMap<>();
        new ChangedCase(Gpt2Cases.of("untied")).tensors(all::putAll);
        assertThat(all).hasSize(29);
        for (String name : all.keySet()) {
            new ChangedCase(Gpt2Cases.of("untied")).tensors(t -> t.remove(name)).write(folder);
            assertRefused("has no tensor '" + name + "'");
        }
    }

    @Test
    void aLinearLayerThatIsNotTransposedIsRefused() throws IOException {
        new ChangedCase(Gpt2Cases.of("cp-lrp"))
                .tensors(t -> t.computeIfPresent(
                        "transformer.h.0.mlp.c_fc.weight", (n, v) -> new Values(new long[] {128, 32}, v.values())))
                .write(folder);
        assertRefused("tensor 'transformer.h.0.mlp.c_fc.weight' in " + folder.resolve("model.safetensors")
                + " is [128, 32] but config.json asks for [32, 128]");
    }

    @Test
    void aTiedHeadMayBeStoredTwiceOrUnderEitherName() throws IOException {
        ChangedCase changed = new ChangedCase(Gpt2Cases.of("cp-lrp"));
        double[] relevance = explained(changed.original()).relevance();
        changed.tensors(t -> t.put(HEAD, t.get(EMBEDDING)));
        assertThat(explained(changed.write(folder)).relevance()).isEqualTo(relevance);
        changed.tensors(t -> t.remove(EMBEDDING));
        assertThat(explained(changed.write(folder)).relevance()).isEqualTo(relevance);
        changed.tensors(Map::clear).write(folder);
        assertRefused("has no tensor 'transformer.wte.weight'");
    }

    @Test
    void aTiedHeadThatIsStoredWithOtherValuesIsNotTied() throws IOException {
        ChangedCase changed = new ChangedCase(Gpt2Cases.of("cp-lrp"));
        Attribution one = explained(changed.original());
        changed.tensors(t -> t.put(HEAD, t.get(EMBEDDING).times(2)));
        Attribution stored = explained(changed.write(folder));
        assertThat(stored.target().logit()).isEqualTo(2 * one.target().logit());
        changed.option("tie_word_embeddings", "false");
        assertThat(explained(changed.write(folder)).relevance()).isEqualTo(stored.relevance());
    }
}
