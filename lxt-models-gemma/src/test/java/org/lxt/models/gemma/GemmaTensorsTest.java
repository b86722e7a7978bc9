// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.gemma;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.lxt.testkit.family.ChangedCase;
import org.lxt.testkit.family.ChangedCase.Values;
import org.lxt.testkit.family.TensorsContract;

/** Tensors of text models, and the names that multimodal checkpoints have for the same. */
class GemmaTensorsTest extends TensorsContract {
    private static final Path MULTIMODAL = GemmaCases.of("multimodal");

    GemmaTensorsTest() {
        super("gemma3", GemmaCases.of("untied"), GemmaCases.of("sliding-full"));
    }

    private static void renamed(Map<String, Values> tensors, UnaryOperator<String> newName) {
        Map<String, Values> copy = Map.copyOf(tensors);
        tensors.clear();
        copy.forEach((name, values) -> tensors.put(newName.apply(name), values));
    }

    /** As files that version 4.52 and later of transformers wrote without renaming. */
    private static String insideOut(String name) {
        return name.replaceFirst("^language_model\\.model\\.", "model.language_model.")
                .replaceFirst("^language_model\\.lm_head", "lm_head")
                .replaceFirst("^(vision_tower|multi_modal_projector)\\.", "model.$1.");
    }

    @Test
    void bothLayoutsOfMultimodalNamesGiveTheSame() throws IOException {
        for (String name : new String[] {"multimodal", "multimodal-cp-lrp-untied"}) {
            ChangedCase changed = new ChangedCase(GemmaCases.of(name));
            double[] expected = explained(changed.original()).relevance();
            changed.tensors(t -> {
                        renamed(t, GemmaTensorsTest::insideOut);
                        assertThat(t.keySet())
                                .noneMatch(n -> n.startsWith("language_model.") || n.startsWith("vision"));
                    })
                    .write(folder);
            assertThat(explained(folder).relevance()).isEqualTo(expected);
        }
    }

    @Test
    void theImagePartMayBeMissing() throws IOException {
        ChangedCase changed = new ChangedCase(MULTIMODAL);
        changed.tensors(t -> t.keySet().removeIf(n -> !n.startsWith("language_model.")))
                .write(folder);
        assertThat(explained(folder).relevance())
                .isEqualTo(explained(changed.original()).relevance());
    }

    @Test
    void aTensorOfTheTextModelThatNobodyAsksForIsRefusedThereToo() throws IOException {
        new ChangedCase(MULTIMODAL)
                .tensors(t -> t.put("language_model.model.layers.0.self_attn.sinks", SCALAR))
                .write(folder);
        assertRefused("hold 1 tensor that the family 'gemma3' does not use with these options:"
                + " 'language_model.model.layers.0.self_attn.sinks'");
    }

    @Test
    void aTensorOfTheTextModelIsMissedByItsNameThere() throws IOException {
        String name = "language_model.model.layers.1.pre_feedforward_layernorm.weight";
        new ChangedCase(MULTIMODAL).tensors(t -> t.remove(name)).write(folder);
        assertRefused("has no tensor '" + name + "'");
    }

    @Test
    void theHeadOfAMultimodalModelThatIsNotTiedMustBeThere() throws IOException {
        new ChangedCase(MULTIMODAL).option("tie_word_embeddings", "false").write(folder);
        assertRefused("has no tensor 'language_model.lm_head.weight'");
    }
}
