package org.lxt.models.llama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lxt.explain.Attribution;
import org.lxt.explain.Explainer;
import org.lxt.explain.Prompt;
import org.lxt.explain.Target;
import org.lxt.models.llama.ChangedCase.Values;
import org.lxt.spi.ModelException;

/** Tensors that are missing, that nobody asks for, and those of a tied head. */
class LlamaTensorsTest {
    private static final String EMBEDDING = "model.embed_tokens.weight";
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
    void aTensorThatNobodyAsksForIsRefusedByName() throws IOException {
        new ChangedCase("llama-cp-lrp")
                .tensors(t -> t.put("model.layers.1.self_attn.q_norm.weight", SCALAR))
                .write(folder);
        assertRefused(
                folder.resolve("config.json") + ": the weights beside it hold 1 tensor that the family 'llama' does"
                        + " not use with these options: 'model.layers.1.self_attn.q_norm.weight'; check that the file belongs");
    }

    @Test
    void ofManyTensorsThreeAreNamedAndAllCounted() throws IOException {
        new ChangedCase("llama-cp-lrp").option("num_hidden_layers", "2").write(folder);
        assertRefused("hold 9 tensors that the family 'llama' does not use with these options:"
                + " 'model.layers.2.input_layernorm.weight', 'model.layers.2.mlp.down_proj.weight',"
                + " 'model.layers.2.mlp.gate_proj.weight' and 6 more;");
    }

    @Test
    void biasesThatTheOptionsDoNotSpeakOfAreRefused() throws IOException {
        new ChangedCase("llama-attention-bias")
                .option("attention_bias", "false")
                .write(folder);
        assertRefused("'model.layers.0.self_attn.k_proj.bias'");
    }

    @Test
    void storedRotaryFrequenciesAreHarmless() throws IOException {
        ChangedCase changed = new ChangedCase("llama-cp-lrp").tensors(t -> {
            t.put("model.layers.0.self_attn.rotary_emb.inv_freq", SCALAR);
            t.put("model.layers.1.self_attn.rotary_emb.inv_freq", SCALAR);
            t.put("model.rotary_emb.inv_freq", SCALAR);
        });
        assertThat(explained(changed.write(folder)).relevance())
                .isEqualTo(explained(changed.original()).relevance());
    }

    @Test
    void aMissingTensorIsRefusedWithSimilarNames() throws IOException {
        new ChangedCase("llama-cp-lrp")
                .tensors(t -> t.remove("model.layers.2.mlp.up_proj.weight"))
                .write(folder);
        assertRefused("has no tensor 'model.layers.2.mlp.up_proj.weight', but has the similar");
    }

    @Test
    void aBaseModelIsRefusedByItsArchitectureAndByItsNames() throws IOException {
        ChangedCase base = new ChangedCase("llama-cp-lrp").tensors(LlamaTensorsTest::withoutPrefix);
        base.write(folder);
        assertRefused("has no tensor 'model.embed_tokens.weight', but has the similar 'embed_tokens.weight'");
        base.option("architectures", "[\"LlamaModel\"]").write(folder);
        assertRefused("no plugin knows the architecture LlamaModel; supported: llama (LlamaForCausalLM)");
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
        ChangedCase changed = new ChangedCase("llama-tied-rope-llama3");
        double[] tied = explained(changed.original()).relevance();
        changed.tensors(t -> t.put(HEAD, t.get(EMBEDDING)));
        assertThat(explained(changed.write(folder)).relevance()).isEqualTo(tied);
        changed.tensors(t -> t.remove(EMBEDDING));
        assertThat(explained(changed.write(folder)).relevance()).isEqualTo(tied);
        changed.tensors(Map::clear).write(folder);
        assertRefused("has no tensor 'model.embed_tokens.weight'");
    }

    @Test
    void aTiedHeadThatIsStoredWithOtherValuesIsNotTied() throws IOException {
        ChangedCase changed = new ChangedCase("llama-tied-rope-llama3");
        Attribution tied = explained(changed.original());
        changed.tensors(t -> t.put(HEAD, t.get(EMBEDDING).times(2)));
        Attribution stored = explained(changed.write(folder));
        assertThat(stored.target().logit()).isEqualTo(2 * tied.target().logit());
        changed.option("tie_word_embeddings", "false");
        assertThat(explained(changed.write(folder)).relevance()).isEqualTo(stored.relevance());
    }
}
