// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Options of a checkpoint: read as what they are, refused by name otherwise. */
class ModelConfigTest {
    @Test
    void optionsAreReadAsWhatTheyAre() {
        ModelConfig config = config(Map.of(
                "model_type",
                "llama",
                "architectures",
                List.of("A", "B"),
                "hidden_size",
                32,
                "vocab_size",
                100.0,
                "rms_norm_eps",
                1e-5,
                "tie_word_embeddings",
                true));
        assertThat(config.source()).isEqualTo("config.json");
        assertThat(config.modelType()).isEqualTo("llama");
        assertThat(config.architectures()).containsExactly("A", "B");
        assertThat(config.positive("hidden_size")).isEqualTo(32);
        // some tools write every number with a fraction
        assertThat(config.positive("vocab_size")).isEqualTo(100);
        assertThat(config.optionalPositive("hidden_size")).hasValue(32);
        assertThat(config.number("rms_norm_eps")).hasValue(1e-5);
        assertThat(config.positiveNumber("rms_norm_eps")).isEqualTo(1e-5);
        assertThat(config.flag("tie_word_embeddings", false)).isTrue();
        assertThat(config.string("model_type")).hasValue("llama");
        assertThat(config.raw("hidden_size")).isEqualTo(32);
        assertThat(config.has("hidden_size")).isTrue();
        assertThat(config.names())
                .containsExactlyInAnyOrder(
                        "model_type",
                        "architectures",
                        "hidden_size",
                        "vocab_size",
                        "rms_norm_eps",
                        "tie_word_embeddings");
    }

    @Test
    void whatIsAbsentHasItsDefault() {
        ModelConfig config = config(Map.of());
        assertThat(config.modelType()).isEmpty();
        assertThat(config.architectures()).isEmpty();
        assertThat(config.optionalPositive("x")).isEmpty();
        assertThat(config.optionalCount("x")).isEmpty();
        assertThat(config.strings("x")).isEmpty();
        assertThat(config.number("x")).isEmpty();
        assertThat(config.flag("x", true)).isTrue();
        assertThat(config.flag("x", false)).isFalse();
        assertThat(config.string("x")).isEmpty();
        assertThat(config.section("x")).isEmpty();
        assertThat(config.raw("x")).isNull();
    }

    @Test
    void aCountMayBeZeroAndAListOfNamesEmpty() {
        assertThat(config(Map.of("x", 0)).optionalCount("x")).hasValue(0);
        assertThat(config(Map.of("x", List.of("a", "b"))).strings("x")).hasValue(List.of("a", "b"));
        assertThat(config(Map.of("x", List.of())).strings("x")).hasValue(List.of());
    }

    @Test
    void nullCountsAsAbsent() {
        Map<String, Object> values = new HashMap<>();
        values.put("rope_scaling", null);
        values.put("hidden_size", null);
        ModelConfig config = config(values);
        assertThat(config.has("rope_scaling")).isFalse();
        assertThat(config.section("rope_scaling")).isEmpty();
        assertThatThrownBy(() -> config.positive("hidden_size")).hasMessageContaining("is missing");
    }

    @Test
    void laterChangesOfTheMapAreNotSeen() {
        Map<String, Object> values = new HashMap<>(Map.of("hidden_size", 32));
        ModelConfig config = config(values);
        values.put("hidden_size", 64);
        assertThat(config.positive("hidden_size")).isEqualTo(32);
    }

    @ParameterizedTest
    @ValueSource(strings = {"positive", "positiveNumber"})
    void aMissingOptionIsNamedWithItsFile(String kind) {
        ModelConfig config = config(Map.of());
        assertThatThrownBy(() -> {
                    if (kind.equals("positive")) {
                        config.positive("hidden_size");
                    } else {
                        config.positiveNumber("hidden_size");
                    }
                })
                .isInstanceOf(ModelException.class)
                .hasMessage(
                        "config.json: option 'hidden_size' is missing; the file must be the config.json that belongs"
                                + " to the weights");
    }

    static Stream<Arguments> wrongValues() {
        return Stream.of(
                wrong(0, c -> c.positive("x"), "a positive integer"),
                wrong(-1, c -> c.positive("x"), "a positive integer"),
                wrong(1.5, c -> c.positive("x"), "a positive integer"),
                wrong(3_000_000_000L, c -> c.positive("x"), "a positive integer"),
                wrong(Double.NaN, c -> c.positive("x"), "a positive integer"),
                wrong(Double.POSITIVE_INFINITY, c -> c.positive("x"), "a positive integer"),
                wrong("32", c -> c.positive("x"), "a positive integer"),
                wrong(true, c -> c.optionalPositive("x"), "a positive integer"),
                wrong(-1, c -> c.optionalCount("x"), "an integer, 0 or more"),
                wrong(0.5, c -> c.optionalCount("x"), "an integer, 0 or more"),
                wrong("full", c -> c.strings("x"), "a list of names"),
                wrong(List.of(1), c -> c.strings("x"), "a list of names"),
                wrong("1e-5", c -> c.number("x"), "a number"),
                wrong(Double.NaN, c -> c.number("x"), "a number"),
                wrong(0.0, c -> c.positiveNumber("x"), "a positive number"),
                wrong(-2.5, c -> c.positiveNumber("x"), "a positive number"),
                wrong("yes", c -> c.flag("x", false), "true or false"),
                wrong(1, c -> c.flag("x", false), "true or false"),
                wrong(7, c -> c.string("x"), "a string"),
                wrong(List.of(1), c -> c.section("x"), "a group of options"));
    }

    private static Arguments wrong(Object value, Consumer<ModelConfig> read, String expected) {
        return Arguments.of(value, read, expected);
    }

    @ParameterizedTest
    @MethodSource("wrongValues")
    void aWrongValueIsNamedWithWhatWouldDo(Object value, Consumer<ModelConfig> read, String expected) {
        assertThatThrownBy(() -> read.accept(config(Map.of("x", value))))
                .isInstanceOf(ModelException.class)
                .hasMessage("config.json: option 'x' must be " + expected + ", but is " + value);
    }

    static Stream<Object> wrongArchitectures() {
        return Stream.of("LlamaForCausalLM", List.of(1), Arrays.asList("A", null), Map.of("A", "B"));
    }

    @ParameterizedTest
    @MethodSource("wrongArchitectures")
    void architecturesAreAListOfNames(Object value) {
        assertThatThrownBy(() -> config(Map.of("architectures", value)).architectures())
                .isInstanceOf(ModelException.class)
                .hasMessage("config.json: option 'architectures' must be a list of names, but is " + value);
    }

    @Test
    void optionsOfAGroupAreNamedWithTheirGroup() {
        ModelConfig section = config(Map.of("outer", Map.of("inner", Map.of("factor", -1))))
                .section("outer")
                .orElseThrow()
                .section("inner")
                .orElseThrow();
        assertThatThrownBy(() -> section.positiveNumber("factor"))
                .hasMessage("config.json: option 'outer.inner.factor' must be a positive number, but is -1.0");
        assertThatThrownBy(() -> section.positive("other")).hasMessageContaining("'outer.inner.other' is missing");
        assertThat(section.unsupported("factor", "llama", "1 and 2"))
                .hasMessage("config.json: option 'outer.inner.factor' is -1, which the family 'llama' does not"
                        + " implement; supported: 1 and 2");
    }

    private static ModelConfig config(Map<String, ?> values) {
        return ModelConfig.of("config.json", values);
    }
}
