// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.rope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lxt.spi.ModelInput;
import org.lxt.spi.checkpoint.KnownOptions;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.spi.checkpoint.ModelException;
import org.lxt.tensor.Scope;
import org.lxt.tensor.ScopeOptions;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.BackendOptions;
import org.lxt.tensor.backend.Backends;
import org.lxt.tensor.ops.attention.RopeTable;

/** Rotary frequencies against those of transformers, their dependence on the input, and options that cannot be used. */
class TransformersFrequenciesTest {
    /** Float32 rounding: the reference's power differs from ours by one unit in the last place, seldom. */
    private static final double BOUND = 4e-7;

    private static final ModelConfig DYNAMIC = config(Map.of("rope_type", "dynamic", "factor", 2.0));
    private static final Map<String, Object> LONGROPE = Map.of(
            "rope_type",
            "longrope",
            "short_factor",
            List.of(1, 2),
            "long_factor",
            List.of(3, 4),
            "original_max_position_embeddings",
            4);

    static List<ReferenceFrequencies> reference() {
        return ReferenceFrequencies.all();
    }

    private static ModelConfig config(Map<String, Object> section) {
        return ModelConfig.of("config.json", Map.of("rope_parameters", section));
    }

    private static RotaryEmbedding read(ModelConfig config) {
        return RotaryEmbedding.read(config, "llama", 4, 8);
    }

    @ParameterizedTest
    @MethodSource("reference")
    void theFrequenciesAreThoseOfTransformers(ReferenceFrequencies expected) {
        int longest = expected.options().positive("max_position_embeddings");
        RopeFrequencies actual = RotaryEmbedding.read(expected.options(), "llama", expected.headSize(), longest)
                .frequencies(expected.length());
        assertThat(actual.amplitude()).isCloseTo(expected.amplitude(), within(1e-14));
        assertThat(actual.inverse()).hasSameSizeAs(expected.inverse());
        for (int j = 0; j < actual.inverse().length; j++) {
            double wanted = expected.inverse()[j];
            assertThat((double) actual.inverse()[j]).isCloseTo(wanted, within(BOUND * wanted));
        }
        KnownOptions.common().build().check(expected.options(), "llama");
    }

    @Test
    void theReferenceHasEveryKind() {
        Map<String, Integer> kinds = new HashMap<>();
        reference().forEach(r -> kinds.merge(r.kind(), 1, Integer::sum));
        assertThat(kinds).containsOnlyKeys("default", "linear", "dynamic", "llama3", "yarn", "longrope");
    }

    @Test
    void dynamicScalingFitsAnyLength() {
        RotaryEmbedding rope = read(DYNAMIC);
        assertThat(rope.frequencies(8).inverse()).isEqualTo(rope.frequencies(1).inverse());
        assertThat(rope.frequencies(9).inverse()[1])
                .isLessThan(rope.frequencies(8).inverse()[1]);
        assertThat(rope.frequencies(Integer.MAX_VALUE).areFinite()).isTrue();
        assertThat(rope.reach()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void eachSequenceOfAPackedBatchHasTheFrequenciesOfItsOwnLength() {
        RotaryEmbedding rope = read(DYNAMIC);
        ModelInput.TokenSequence small = ModelInput.TokenSequence.of(5, 6, 7);
        ModelInput.TokenSequence large = new ModelInput.TokenSequence(new int[] {5, 6}, new int[] {1, 20});
        try (Backend backend = Backends.named("scalar-f64", BackendOptions.defaults());
                Scope scope = Scope.open(backend, ScopeOptions.PLAIN)) {
            ModelInput packed = ModelInput.tokens(List.of(small, large));
            RopeTable table = rope.table(scope, packed, packed.rows());
            double[] sines = table.sines().toDoubles();
            assertThat(sines).hasSize(10);
            assertThat(sines[2]).isEqualTo(StrictMath.sin(rope.frequencies(3).inverse()[0]));
            assertThat(sines[7])
                    .isEqualTo(StrictMath.sin(rope.frequencies(21).inverse()[1]))
                    .isNotEqualTo(StrictMath.sin(rope.frequencies(3).inverse()[1]));
        }
    }

    @Test
    void theReachIsTheLengthAfterScaling() {
        assertThat(read(config(LONGROPE)).reach()).isEqualTo(8);
        assertThat(read(config(Map.of("rope_type", "linear", "factor", 2.5))).reach())
                .isEqualTo(20);
        assertThat(read(config(Map.of("rope_type", "linear", "factor", 1e20))).reach())
                .isEqualTo(Integer.MAX_VALUE);
        assertThat(read(config(Map.of("rope_type", "yarn", "factor", 3, "original_max_position_embeddings", 8)))
                        .reach())
                .isEqualTo(24);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "long_factor | 1 | option 'rope_parameters.long_factor' must be a list of numbers, but is 1",
                "rope_type | su | option 'rope_parameters.rope_type' is su, which the family 'llama' does not implement",
                "rope_theta | -1 | option 'rope_parameters.rope_theta' must be a positive number",
                "rope_theta | 1e300 | give no finite frequencies",
                "original_max_position_embeddings | 1 | give no finite frequencies",
                "attention_factor | 0 | option 'rope_parameters.attention_factor' must be a positive number",
                "low_freq_factor | 1 | option 'rope_parameters.low_freq_factor' is 1.0, which the family 'llama'",
            })
    void anOptionThatCannotBeUsedIsRefusedByName(String name, String value, String message) {
        Map<String, Object> section = new LinkedHashMap<>(LONGROPE);
        section.put(name, Character.isLetter(value.charAt(0)) ? value : (Object) Double.valueOf(value));
        ModelConfig config = config(section);
        assertThatThrownBy(() -> {
                    read(config);
                    KnownOptions.common().build().check(config, "llama");
                })
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith("config.json: ")
                .hasMessageContaining(message);
    }

    @Test
    void aFactorOfAPairMustBePositiveAndItsListThere() {
        Map<String, Object> section = new LinkedHashMap<>(LONGROPE);
        section.put("long_factor", List.of(1, 0));
        assertThatThrownBy(() -> read(config(section))).hasMessageContaining("but is 0.0");
        section.remove("long_factor");
        assertThatThrownBy(() -> read(config(section))).hasMessageContaining("but is absent");
    }

    @Test
    void aHeadThatIsTooSmallOrTooWideIsRefused() {
        assertThatThrownBy(() -> RotaryEmbedding.read(DYNAMIC, "llama", 1 << 30, 8))
                .hasMessageContaining("option 'head_dim' must be even and at most 65536");
        assertThatThrownBy(() -> RotaryEmbedding.read(DYNAMIC, "llama", 2, 8))
                .hasMessageContaining("must be 4 or larger, for dynamic rotary scaling");
    }
}
