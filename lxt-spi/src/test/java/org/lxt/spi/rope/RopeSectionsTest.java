// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.rope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.spi.checkpoint.ModelException;

/** The options of one kind of layers give what the same options give for all layers. */
class RopeSectionsTest {
    private static final int HEAD = 16;
    private static final Map<String, Object> YARN =
            Map.of("rope_type", "yarn", "factor", 4.0, "original_max_position_embeddings", 32);

    private static float[] ofSection(Map<String, ?> section, double theta) {
        ModelConfig config =
                ModelConfig.of("config.json", Map.of("rope_parameters", Map.of("full_attention", section)));
        ModelConfig own = config.section("rope_parameters")
                .orElseThrow()
                .section("full_attention")
                .orElseThrow();
        return RotaryEmbedding.readSection(config, own, theta, "any", HEAD, 128)
                .frequencies(1)
                .inverse();
    }

    private static float[] ofAll(Map<String, ?> parameters, double theta) {
        ModelConfig config = ModelConfig.of("config.json", Map.of("rope_scaling", parameters, "rope_theta", theta));
        return RotaryEmbedding.read(config, "any", HEAD, 128).frequencies(1).inverse();
    }

    @Test
    void aSectionIsReadAsTheOptionsOfAllLayersAre() {
        assertThat(ofSection(YARN, 500)).isEqualTo(ofAll(YARN, 500)).isNotEqualTo(ofAll(YARN, 600));
        assertThat(ofSection(Map.of(), 500)).isEqualTo(ofAll(Map.of(), 500));
    }

    @Test
    void theThetaOfASectionCountsMoreThanTheOneAroundIt() {
        assertThat(ofSection(Map.of("rope_theta", 70.0), 500)).isEqualTo(ofAll(Map.of(), 70));
    }

    @Test
    void whatIsWrongInASectionIsNamedWithIt() {
        assertThatThrownBy(() -> ofSection(Map.of("rope_type", "su"), 500))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(
                        "option 'rope_parameters.full_attention.rope_type' is su, which the family 'any'");
        assertThatThrownBy(() -> ofSection(Map.of("rope_theta", -1), 500))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("option 'rope_parameters.full_attention.rope_theta' must be a positive number");
        assertThatThrownBy(() -> ofSection(Map.of("partial_rotary_factor", 0.5), 500))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("option 'rope_parameters.full_attention.partial_rotary_factor' is 0.5");
    }
}
