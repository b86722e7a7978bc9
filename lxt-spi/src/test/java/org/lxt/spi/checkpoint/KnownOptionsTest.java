// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is known about options that nobody read, also within groups. */
class KnownOptionsTest {
    private static final KnownOptions INNER = KnownOptions.common()
            .harmless("layers.kind")
            .neutral(false, "shuffled")
            .build();
    private static final KnownOptions OUTER = KnownOptions.common()
            .harmless("picture_size", "scaling.note")
            .group("text", INNER)
            .build();

    private static ModelConfig check(Map<String, ?> outer, Map<String, ?> text) {
        ModelConfig config = ModelConfig.of("config.json", with(outer, text));
        config.section("text").flatMap(t -> t.section("layers"));
        config.section("scaling");
        OUTER.check(config, "any");
        return config;
    }

    private static Map<String, Object> with(Map<String, ?> outer, Map<String, ?> text) {
        Map<String, Object> all = new java.util.LinkedHashMap<>(outer);
        all.put("text", text);
        return all;
    }

    @Test
    void aGroupHasKnowledgeOfItsOwn() {
        assertThatCode(() -> check(
                        Map.of("picture_size", 3, "scaling", Map.of("note", "x"), "use_cache", true),
                        Map.of("shuffled", false, "torch_dtype", "float32", "layers", Map.of("kind", "x"))))
                .doesNotThrowAnyException();
        assertRefused(
                Map.of("shuffled", true),
                "option 'text.shuffled' is true, which the family 'any' does not implement; supported: false, or the"
                        + " option absent");
    }

    @Test
    void whatNothingKnowsIsPassedOverAndRemembered() {
        ModelConfig config =
                check(Map.of("shuffled", true, "note", 1), Map.of("picture_size", 3, "layers", Map.of("a", 1)));
        assertThat(config.passedOver())
                .containsExactlyInAnyOrder("shuffled", "note", "text.picture_size", "text.layers.a");
        assertThat(config.remarks().getFirst())
                .startsWith("options passed over, for nothing in transformers knows them: ")
                .contains("text.layers.a");
        assertThat(check(Map.of("picture_size", 3), Map.of()).remarks()).isEmpty();
    }

    /** Whatever the family: the value is none that any family takes for neutral. */
    @Test
    void everythingThatTransformersKnowsIsRefusedUnlessItIsDeclared() {
        assertThat(KnownOptions.ofTransformers())
                .hasSizeGreaterThan(2000)
                .contains("kv_lora_rank", "alibi", "num_experts");
        for (String name : KnownOptions.ofTransformers()) {
            ModelConfig config = ModelConfig.of("config.json", Map.of(name, Map.of("odd", 1)));
            if (OUTER.isHarmless(name)) {
                OUTER.check(config, "any");
            } else {
                assertThatThrownBy(() -> OUTER.check(config, "any"))
                        .isInstanceOf(ModelException.class)
                        .hasMessageStartingWith(
                                "config.json: option '" + name + "' is {odd=1}, which the family 'any'");
            }
            assertThat(config.passedOver()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "language",
                "name",
                "_model_name_or_path",
                "sbert_ce_default_activation_function",
                "sentence_transformers",
                "export_model_type",
                "emb_size"
            })
    void whatPublishedFilesCarryAndNothingReadsIsPassedOver(String name) {
        assertThat(check(Map.of(name, "x"), Map.of()).passedOver()).containsExactly(name);
    }

    @Test
    void withinTheRotaryEmbeddingOnlyItsOwnOptionsMatter() {
        assertThat(scaling(Map.of("attn_factor", 0.8, "vocab_size", 3)).passedOver())
                .containsExactlyInAnyOrder("rope_scaling.attn_factor", "rope_scaling.vocab_size");
        assertThatThrownBy(() -> scaling(Map.of("beta_fast", 32)))
                .hasMessageContaining(
                        "option 'rope_scaling.beta_fast' is 32, which the family 'any' does not implement:"
                                + " transformers has models that do; if it does not change the forward pass, remove it");
    }

    private static ModelConfig scaling(Map<String, ?> options) {
        ModelConfig config = ModelConfig.of("config.json", Map.of("rope_scaling", options));
        config.section("rope_scaling");
        OUTER.check(config, "any");
        return config;
    }

    @Test
    void nothingIsPassedOverWhereOtherCodeMayReadIt() {
        assertRefusedBeside("auto_map", Map.of("AutoModel", "modeling_mine.Mine"), "auto_map names");
        assertRefusedBeside("auto_map", Map.of("AutoConfig", "org/other--configuration.Mine"), "auto_map names");
        assertRefusedBeside("model_type", "mine", "transformers has no models of the type 'mine'");
        assertThat(check(Map.of("note", 1, "auto_map", Map.of("AutoTokenizer", List.of("tokens.Mine"))), Map.of())
                        .passedOver())
                .containsExactly("note");
        ModelConfig argument = ModelConfig.of("config.json", Map.of("note", 1));
        assertThatThrownBy(() -> KnownOptions.common().closed().build().check(argument, "any"))
                .hasMessageContaining(
                        "option 'note' is 1, which the family 'any' does not implement: it takes no options");
    }

    private static void assertRefusedBeside(String name, Object value, String why) {
        assertThatThrownBy(() -> check(Map.of(name, value, "note", 1), Map.of()))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("option 'note' is 1, which the family 'any' does not implement: ")
                .hasMessageContaining(why);
    }

    @Test
    void anotherNameOfASizeMustSayTheSame() {
        Map<String, Object> options =
                new java.util.LinkedHashMap<>(Map.of("hidden_size", 768, "embedding_size", 768.0));
        assertThat(sized(options).passedOver()).isEmpty();
        options.put("embedding_size", 128);
        assertThatThrownBy(() -> sized(options))
                .hasMessageContaining("option 'embedding_size' is 128, which the family 'any' does not implement;"
                        + " supported: the same as hidden_size, or the option absent");
    }

    private static ModelConfig sized(Map<String, ?> options) {
        ModelConfig config = ModelConfig.of("config.json", options);
        config.positive("hidden_size");
        OUTER.check(config, "any");
        return config;
    }

    @Test
    void adaptersOfNothingAreNone() {
        Map<String, Object> empty = Map.of("adapters", Map.of("adapters", Map.of(), "config_map", Map.of()));
        assertThat(check(empty, Map.of()).passedOver()).isEmpty();
        assertThatThrownBy(() -> check(Map.of("adapters", Map.of("adapters", Map.of("sst", "x"))), Map.of()))
                .hasMessageContaining("option 'adapters' is {adapters={sst=x}}, which the family 'any'");
    }

    private static void assertRefused(Map<String, ?> text, String message) {
        assertThatThrownBy(() -> check(Map.of(), text))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(message);
    }
}
