// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.lxt.explain.request.GenerationOptions;
import org.lxt.explain.request.Sampling;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What is drawn from is what the logits warpers of transformers leave, and is drawn as often as it should be. */
class SampledTokensTest {
    @Test
    void probabilitiesAreThoseOfTransformers() {
        Path file = Path.of(System.getProperty("lxt.root"), "oracle", "generation-options.json");
        List<Map<String, Object>> cases = JsonMapper.shared()
                .readValue(file.toFile(), new TypeReference<Map<String, List<Map<String, Object>>>>() {})
                .get("distributions");
        assertThat(cases).hasSizeGreaterThan(300);
        for (Map<String, Object> one : cases) {
            Sampling sampling = new Sampling(
                    ((Number) one.get("temperature")).doubleValue(),
                    one.get("top_k") == null ? OptionalInt.empty() : OptionalInt.of((Integer) one.get("top_k")),
                    one.get("top_p") == null
                            ? OptionalDouble.empty()
                            : OptionalDouble.of(((Number) one.get("top_p")).doubleValue()),
                    0);
            double[] expected = numbers(one.get("probabilities"));
            double[] actual = SampledTokens.probabilities(numbers(one.get("logits")), sampling);
            assertThat(actual).as("%s", one).containsExactly(expected, within(1e-12));
            for (int i = 0; i < expected.length; i++) {
                assertThat(actual[i] == 0).as("token %d of %s", i, one).isEqualTo(expected[i] == 0);
            }
        }
    }

    @SuppressWarnings("unchecked") // the file is ours
    private static double[] numbers(Object list) {
        return ((List<Number>) list).stream().mapToDouble(Number::doubleValue).toArray();
    }

    @Test
    void tokensAreDrawnAsOftenAsTheirProbabilitySays() {
        double[] logits = {0.5, -1, 2, 1.9, -30, 2};
        Sampling sampling = Sampling.seeded(3).withTemperature(1.3).withTopK(4);
        double[] probabilities = SampledTokens.probabilities(logits, sampling);
        Draw draw = new Draw(sampling);
        int draws = 40_000;
        int[] times = new int[logits.length];
        for (int i = 0; i < draws; i++) {
            times[draw.of(logits)]++;
        }
        for (int i = 0; i < times.length; i++) {
            double deviation = Math.sqrt(draws * probabilities[i] * (1 - probabilities[i]));
            assertThat((double) times[i]).isCloseTo(draws * probabilities[i], within(4 * deviation));
        }
    }

    @Test
    void theSameSeedDrawsTheSame() {
        double[] logits = new SplittableRandom(1).doubles(500).toArray();
        GenerationOptions options = GenerationOptions.greedy(1).sampled(Sampling.seeded(7));
        TokenChoice one = TokenChoice.by(options);
        TokenChoice other = TokenChoice.by(options);
        TokenChoice different = TokenChoice.by(options.sampled(Sampling.seeded(8)));
        int differing = 0;
        for (int i = 0; i < 50; i++) {
            int drawn = one.of(logits);
            assertThat(other.of(logits)).isEqualTo(drawn);
            differing += different.of(logits) == drawn ? 0 : 1;
        }
        assertThat(differing).isGreaterThan(40);
    }

    @Test
    void aDrawIsTheFirstThatItsNumberLiesBelow() {
        double[] probabilities = {0, 0.25, 0, 0.5, 0.25, 0};
        assertThat(Draw.at(0, probabilities)).isEqualTo(1);
        assertThat(Draw.at(0.2499, probabilities)).isEqualTo(1);
        assertThat(Draw.at(0.25, probabilities)).isEqualTo(3);
        assertThat(Draw.at(0.75, probabilities)).isEqualTo(4);
        assertThat(Draw.at(Math.nextDown(1.0), new double[] {0.5, 0.4999999, 0}))
                .isEqualTo(1);
    }
}
