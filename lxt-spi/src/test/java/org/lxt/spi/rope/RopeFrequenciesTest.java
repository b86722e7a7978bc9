// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.rope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.spi.checkpoint.ModelException;

/** Rotary frequencies against their definitions, computed here the slow way in float64. */
class RopeFrequenciesTest {
    private static final int HEAD = 64;
    private static final int MAX_POSITIONS = 2048;

    /** The reference rounds its exponents to float32, which near the ends of the range is some 1e-6 in the result. */
    private static final double ROUNDING = 3e-6;

    @Test
    void withoutOptionsItIsTheEmbeddingOfThePaper() {
        RopeFrequencies rope = read(config(Map.of()), HEAD);
        assertThat(rope.amplitude()).isEqualTo(1);
        assertThat(rope.inverse()).hasSize(HEAD / 2);
        assertThat(rope.inverse()[0]).isEqualTo(1f);
        assertSame(rope, unscaled(10000));
        // the usual head of 8: 1, 1/10, 1/100, 1/1000
        assertThat(read(config(Map.of()), 8).inverse())
                .containsExactly(new float[] {1f, 0.1f, 0.01f, 0.001f}, Offset.offset(1e-8f));
    }

    @Test
    void theBaseStandsInEitherStyleAndInTheGroupFirst() {
        assertSame(read(config(Map.of("rope_theta", 500000.0)), HEAD), unscaled(500000));
        Map<String, Object> group = Map.of("rope_type", "default", "rope_theta", 2000.0);
        assertSame(read(config(Map.of("rope_parameters", group)), HEAD), unscaled(2000));
        assertSame(read(config(Map.of("rope_parameters", group, "rope_theta", 9.0)), HEAD), unscaled(2000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rope_type", "type"})
    void bothStylesOfConfigurationMeanTheSame(String key) {
        Map<String, Object> scaling = llama3();
        scaling.remove("rope_type");
        scaling.put(key, "llama3");
        RopeFrequencies older = read(config(Map.of("rope_theta", 500000.0, "rope_scaling", scaling)), HEAD);
        Map<String, Object> parameters = llama3();
        parameters.put("rope_theta", 500000.0);
        RopeFrequencies newer = read(config(Map.of("rope_parameters", parameters)), HEAD);
        assertThat(older.inverse()).isEqualTo(newer.inverse());
        assertThat(older.inverse()[HEAD / 2 - 1]).isLessThan((float) unscaled(500000)[HEAD / 2 - 1]);
    }

    @Test
    void linearSlowsEveryPairDown() {
        RopeFrequencies rope = read(scaled(Map.of("rope_type", "linear", "factor", 4.0)), HEAD);
        double[] expected = unscaled(10000);
        for (int j = 0; j < expected.length; j++) {
            expected[j] /= 4;
        }
        assertThat(rope.amplitude()).isEqualTo(1);
        assertSame(rope, expected);
    }

    @Test
    void llama3KeepsShortWavesSlowsLongOnesAndBlendsBetween() {
        Map<String, Object> scaling = llama3();
        scaling.put("rope_theta", 500000.0);
        RopeFrequencies rope = read(scaled(scaling), HEAD);
        double[] base = unscaled(500000);
        double[] expected = new double[base.length];
        int kept = 0;
        int slowed = 0;
        for (int j = 0; j < base.length; j++) {
            // how often the pair turns within the original 8192 positions decides: at least 4 times, or less than once
            double turns = 8192 * base[j] / (2 * Math.PI);
            double weight = Math.clamp((turns - 1) / (4 - 1), 0.0, 1.0);
            expected[j] = weight * base[j] + (1 - weight) * base[j] / 32;
            kept += weight == 1 ? 1 : 0;
            slowed += weight == 0 ? 1 : 0;
        }
        assertThat(rope.amplitude()).isEqualTo(1);
        assertSame(rope, expected);
        assertThat(kept).isBetween(1, 30);
        assertThat(slowed).isBetween(1, 30);
        assertThat(kept + slowed).isLessThan(base.length);
    }

    @ParameterizedTest
    @CsvSource({"32, 1, true", "32, 1, false", "16, 2, true"})
    void yarnRampsBetweenThePairsThatTurnFastAndSlow(double fast, double slow, boolean truncate) {
        Map<String, Object> scaling = new HashMap<>(yarn());
        if (fast != 32 || slow != 1) {
            scaling.put("beta_fast", fast);
            scaling.put("beta_slow", slow);
        }
        if (!truncate) {
            scaling.put("truncate", false);
        }
        RopeFrequencies rope = read(scaled(scaling), HEAD);

        double low = pairThatTurns(fast);
        double high = pairThatTurns(slow);
        if (truncate) {
            low = Math.floor(low);
            high = Math.ceil(high);
        }
        double[] base = unscaled(10000);
        double[] expected = new double[base.length];
        for (int j = 0; j < base.length; j++) {
            double slowed = j <= low ? 0 : j >= high ? 1 : (j - low) / (high - low);
            expected[j] = (1 - slowed) * base[j] + slowed * base[j] / 8;
        }
        assertSame(rope, expected);
        assertThat(low).isBetween(1.0, high - 2);
        assertThat(high).isLessThan(base.length);
    }

    /** By bisection: the pair, as a fraction, that turns so often within 2048 positions at base 10000. */
    private static double pairThatTurns(double times) {
        double from = 0;
        double to = HEAD;
        for (int i = 0; i < 100; i++) {
            double middle = (from + to) / 2;
            double turns = 2048 / (2 * Math.PI * Math.pow(10000, 2 * middle / HEAD));
            if (turns > times) {
                from = middle;
            } else {
                to = middle;
            }
        }
        return from;
    }

    @Test
    void yarnRaisesCosinesAndSinesByTheLogarithmOfTheFactor() {
        assertThat(yarnAmplitude(Map.of())).isCloseTo(0.1 * Math.log(8) + 1, within(1e-12));
        assertThat(yarnAmplitude(Map.of("factor", 1.0))).isEqualTo(1);
        assertThat(yarnAmplitude(Map.of("factor", 0.5))).isEqualTo(1);
        assertThat(yarnAmplitude(Map.of("attention_factor", 1.25))).isEqualTo(1.25);
        assertThat(yarnAmplitude(Map.of("mscale", 2.0, "mscale_all_dim", 0.5)))
                .isCloseTo((0.2 * Math.log(8) + 1) / (0.05 * Math.log(8) + 1), within(1e-12));
        // one of the two alone has no effect
        assertThat(yarnAmplitude(Map.of("mscale", 2.0))).isEqualTo(yarnAmplitude(Map.of()));
    }

    @Test
    void yarnCountsTurnsInTheModelsOwnLengthWhenNoOriginalIsGiven() {
        Map<String, Object> scaling = new HashMap<>(yarn());
        scaling.remove("original_max_position_embeddings");
        RopeFrequencies own = read(config(Map.of("rope_parameters", scaling)), HEAD);
        assertThat(own.inverse()).isEqualTo(read(scaled(yarn()), HEAD).inverse());
    }

    @Test
    void yarnStretchesByTheRatioOfTheLengthsWhenNoFactorIsGiven() {
        Map<String, Object> scaling = new HashMap<>(yarn());
        scaling.remove("factor");
        RopeFrequencies own =
                read(config(Map.of("rope_parameters", scaling, "max_position_embeddings", 8 * 2048)), HEAD);
        assertThat(own.inverse()).isEqualTo(read(scaled(yarn()), HEAD).inverse());
        assertThat(own.amplitude()).isEqualTo(yarnAmplitude(Map.of()));
    }

    @Test
    void dynamicRaisesTheBaseOnceTheInputIsLongerThanTheModel() {
        RotaryEmbedding rope = embedding(scaled(Map.of("rope_type", "dynamic", "factor", 2.0)), HEAD);
        assertSame(rope.frequencies(MAX_POSITIONS), unscaled(10000));
        double stretch = 2.0 * 5000 / MAX_POSITIONS - 1;
        assertSame(rope.frequencies(5000), unscaled(10000 * Math.pow(stretch, HEAD / (HEAD - 2.0))));
    }

    @Test
    void longRopeHasAListForShortAndOneForLongInputs() {
        List<Double> shorter =
                IntStream.range(0, HEAD / 2).mapToObj(j -> 1 + j / 10.0).toList();
        List<Double> longer =
                IntStream.range(0, HEAD / 2).mapToObj(j -> 2 + j / 3.0).toList();
        RotaryEmbedding rope = embedding(
                scaled(Map.of(
                        "rope_type",
                        "longrope",
                        "factor",
                        4.0,
                        "original_max_position_embeddings",
                        512,
                        "short_factor",
                        shorter,
                        "long_factor",
                        longer)),
                HEAD);
        double[] base = unscaled(10000);
        double[] within = new double[base.length];
        double[] beyond = new double[base.length];
        for (int j = 0; j < base.length; j++) {
            within[j] = base[j] / shorter.get(j);
            beyond[j] = base[j] / longer.get(j);
        }
        assertSame(rope.frequencies(512), within);
        assertSame(rope.frequencies(513), beyond);
        assertThat(rope.frequencies(1).amplitude())
                .isCloseTo(Math.sqrt(1 + Math.log(4) / Math.log(512)), within(1e-12));
    }

    @Test
    void longRopeNeedsAFactorForEveryPair() {
        Map<String, Object> scaling = Map.of(
                "rope_type",
                "longrope",
                "factor",
                4.0,
                "short_factor",
                List.of(1.0, 2.0),
                "long_factor",
                List.of(1.0, 2.0));
        assertThatThrownBy(() -> read(scaled(scaling)))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(
                        "short_factor' must be a list of 32 positive numbers, one for each pair of a head,");
    }

    @Test
    void stylesThatContradictEachOtherAreRefused() {
        Map<String, Object> twoTypes = Map.of("type", "linear", "rope_type", "yarn", "factor", 2.0);
        assertThatThrownBy(() -> read(scaled(twoTypes)))
                .hasMessageContaining("option 'rope_parameters.type' must be absent or the same as rope_type (yarn)");
        Map<String, Object> linear = Map.of("rope_type", "linear", "factor", 2.0);
        assertThatThrownBy(() -> read(config(Map.of("rope_parameters", linear, "rope_scaling", yarn()))))
                .hasMessageContaining("option 'rope_scaling' must be absent or the same as rope_parameters");
        assertThat(read(config(Map.of("rope_parameters", linear, "rope_scaling", linear)))
                        .inverse())
                .isEqualTo(read(scaled(linear)).inverse());
    }

    @Test
    void aHeadOfOddWidthCannotBeRotated() {
        assertThatThrownBy(() -> read(config(Map.of()), 7))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("option 'head_dim' must be even");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "linear | factor",
                "llama3 | factor",
                "llama3 | low_freq_factor",
                "llama3 | high_freq_factor",
            })
    void aMissingOptionIsNamed(String type, String option) {
        Map<String, Object> scaling = llama3();
        scaling.put("rope_type", type);
        scaling.remove(option);
        assertThatThrownBy(() -> read(scaled(scaling), HEAD))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("option 'rope_parameters." + option + "' is missing");
    }

    @Test
    void whatIsNotImplementedIsRefused() {
        assertThatThrownBy(() -> read(scaled(Map.of("rope_type", "proportional")), HEAD))
                .isInstanceOf(ModelException.class)
                .hasMessage(
                        "config.json: option 'rope_parameters.rope_type' is proportional, which the family 'llama' does"
                                + " not implement; supported: default, linear, dynamic, yarn, longrope, llama3");
        assertThatThrownBy(() -> read(config(Map.of("rope_scaling", Map.of("type", "ntk"))), HEAD))
                .hasMessageContaining("option 'rope_scaling.type' is ntk");
        assertThatThrownBy(() -> read(scaled(Map.of("partial_rotary_factor", 0.5)), HEAD))
                .hasMessageContaining("option 'rope_parameters.partial_rotary_factor' is 0.5");
        assertThatThrownBy(() -> read(config(Map.of("partial_rotary_factor", 0.25)), HEAD))
                .hasMessageContaining("option 'partial_rotary_factor' is 0.25");
        read(config(Map.of("partial_rotary_factor", 1.0)), HEAD);
    }

    @Test
    void valuesThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> read(config(Map.of("rope_theta", 0)), HEAD))
                .hasMessageContaining("option 'rope_theta' must be a positive number");
        Map<String, Object> scaling = llama3();
        scaling.put("high_freq_factor", 1.0);
        assertThatThrownBy(() -> read(scaled(scaling), HEAD))
                .hasMessageContaining(
                        "option 'rope_parameters.high_freq_factor' must be larger than low_freq_factor (1.0), but is 1.0");
    }

    private static double yarnAmplitude(Map<String, Object> changes) {
        Map<String, Object> scaling = new HashMap<>(yarn());
        scaling.putAll(changes);
        return read(scaled(scaling), HEAD).amplitude();
    }

    /** As in LLaMA 3.2. */
    private static Map<String, Object> llama3() {
        return new HashMap<>(Map.of(
                "rope_type", "llama3",
                "factor", 32.0,
                "low_freq_factor", 1.0,
                "high_freq_factor", 4.0,
                "original_max_position_embeddings", 8192));
    }

    private static Map<String, Object> yarn() {
        return Map.of("rope_type", "yarn", "factor", 8.0, "original_max_position_embeddings", 2048);
    }

    private static RopeFrequencies read(ModelConfig config) {
        return read(config, HEAD);
    }

    private static RopeFrequencies read(ModelConfig config, int headSize) {
        return embedding(config, headSize).frequencies(1);
    }

    private static RotaryEmbedding embedding(ModelConfig config, int headSize) {
        int longest = config.optionalPositive("max_position_embeddings").orElse(MAX_POSITIONS);
        return RotaryEmbedding.read(config, "llama", headSize, longest);
    }

    private static double[] unscaled(double theta) {
        double[] expected = new double[HEAD / 2];
        for (int j = 0; j < expected.length; j++) {
            expected[j] = 1 / Math.pow(theta, 2.0 * j / HEAD);
        }
        return expected;
    }

    private static void assertSame(RopeFrequencies rope, double[] expected) {
        assertThat(rope.inverse()).hasSameSizeAs(expected);
        for (int j = 0; j < expected.length; j++) {
            assertThat((double) rope.inverse()[j])
                    .as("pair " + j)
                    .isCloseTo(expected[j], within(ROUNDING * expected[j]));
        }
    }

    private static ModelConfig scaled(Map<String, ?> parameters) {
        return config(Map.of("rope_parameters", parameters));
    }

    private static ModelConfig config(Map<String, ?> values) {
        return ModelConfig.of("config.json", values);
    }
}
