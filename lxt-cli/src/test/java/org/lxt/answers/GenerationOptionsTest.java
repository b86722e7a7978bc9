// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lxt.api.LxtException;
import org.lxt.explain.Explainer;
import org.lxt.explain.request.ExplainException;
import org.lxt.explain.request.GenerationOptions;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Sampling;
import org.lxt.explain.result.Generation;
import org.lxt.explain.result.Generation.Ending;
import org.lxt.samples.Sample;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** How answers end, and how they are drawn and told. */
class GenerationOptionsTest {
    private static final int MOST = 30;
    private static final Path CASES = Path.of(System.getProperty("lxt.root"), "oracle", "cases");

    @TempDir
    private Path temporary;

    private static List<Map<String, Object>> reference(String part) {
        Path file = Path.of(System.getProperty("lxt.root"), "oracle", "generation-options.json");
        return JsonMapper.shared()
                .readValue(file.toFile(), new TypeReference<Map<String, List<Map<String, Object>>>>() {})
                .get(part);
    }

    @SuppressWarnings("unchecked") // the file is ours
    private static int[] ids(Object list) {
        return ((List<Integer>) list).stream().mapToInt(i -> i).toArray();
    }

    private static Sample sample(String name) {
        return name.equals("steps") ? Sample.steps() : Sample.decoder();
    }

    /** As with {@code stop_strings} of transformers. */
    @Test
    @SuppressWarnings("unchecked") // the file is ours
    void stopTextsEndAnAnswerWhereTransformersDoes() {
        List<Map<String, Object>> all = reference("stopped");
        assertThat(all).hasSizeGreaterThan(10);
        for (Map<String, Object> one : all) {
            try (Sample sample = sample((String) one.get("sample"));
                    Explainer explainer = Explainer.open(sample.folder())) {
                String[] stops = ((List<String>) one.get("stop")).toArray(String[]::new);
                int[] expected = ids(one.get("tokens"));
                Generation made = explainer.generate(
                        Prompt.ofIds(ids(one.get("prompt"))),
                        GenerationOptions.greedy(MOST).stoppingAt(stops));
                // transformers has the token that ends an answer for a part of it, where a stop text may be found
                boolean endsItself = expected[expected.length - 1] == 1;
                assertThat(made.generated())
                        .as("%s", one)
                        .containsExactly(endsItself ? Arrays.copyOf(expected, expected.length - 1) : expected);
                assertThat(made.ending()).isEqualTo(endsItself ? Ending.MODEL : Ending.STOP_TEXT);
            }
        }
    }

    private Path withGenerationConfig(Sample sample, String json) throws IOException {
        Path folder = Files.createTempDirectory(temporary, "model");
        for (String name : List.of("config.json", "model.safetensors", "tokenizer.json")) {
            Files.copy(sample.folder().resolve(name), folder.resolve(name));
        }
        Files.writeString(folder.resolve("generation_config.json"), json);
        return folder;
    }

    @Test
    void tokensThatGenerationConfigAloneNamesEndAnAnswer() throws IOException {
        List<Map<String, Object>> all = reference("endings");
        assertThat(all).hasSize(2);
        try (Sample sample = Sample.steps()) {
            for (Map<String, Object> one : all) {
                String json = JsonMapper.shared().writeValueAsString(Map.of("eos_token_id", one.get("eos_token_id")));
                try (Explainer explainer = Explainer.open(withGenerationConfig(sample, json))) {
                    Generation made = explainer.generate(Prompt.ofIds(ids(one.get("prompt"))), MOST);
                    assertThat(made.generated()).as(json).containsExactly(ids(one.get("tokens")));
                    assertThat(made.ended()).isEqualTo(one.get("ended"));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"eos_token_id\": \"</s>\"} | must be a token id or a list of token ids",
                "{\"eos_token_id\": [1, 2.5]} | must be a token id or a list of token ids",
                "[] | is not a JSON object",
                "{\"eos_token_id\": | the file is damaged"
            })
    void aDamagedGenerationConfigIsNamed(String json, String sentence) throws IOException {
        try (Sample sample = Sample.decoder();
                Explainer explainer = Explainer.open(withGenerationConfig(sample, json))) {
            assertThatThrownBy(() -> explainer.generate(Prompt.of("Lars"), 2))
                    .isInstanceOf(LxtException.class)
                    .hasMessageContaining("generation_config.json")
                    .hasMessageContaining(sentence);
        }
    }

    @Test
    void whereGenerationConfigNamesNoneConfigDoes() throws IOException {
        try (Sample sample = Sample.steps();
                Explainer explainer = Explainer.open(withGenerationConfig(sample, "{\"temperature\": 0.6}"))) {
            int[] prompt = ids(reference("endings").getFirst().get("prompt"));
            assertThat(explainer.generate(Prompt.ofIds(prompt), MOST).ended()).isTrue();
        }
    }

    @Test
    void theSameSeedSaysTheSameOnAndOn() {
        try (Sample sample = Sample.decoder();
                Explainer explainer = Explainer.open(sample.folder())) {
            Prompt prompt = Prompt.of("Lars likes");
            Sampling sampling = Sampling.seeded(5).withTemperature(2);
            GenerationOptions drawn = GenerationOptions.greedy(20).sampled(sampling);
            int[] first = explainer.generate(prompt, drawn).ids();
            assertThat(explainer.generate(prompt, drawn).ids()).containsExactly(first);
            assertThat(explainer
                            .generate(prompt, GenerationOptions.greedy(12).sampled(sampling))
                            .ids())
                    .containsExactly(Arrays.copyOf(first, first.length - 8));
            GenerationOptions other = drawn.sampled(Sampling.seeded(6).withTemperature(2));
            assertThat(explainer.generate(prompt, other).ids()).isNotEqualTo(first);
            int[] greedy = explainer.generate(prompt, 20).ids();
            for (Sampling certain : List.of(
                    sampling.withTopK(1),
                    sampling.withTopP(1e-9),
                    Sampling.seeded(1).withTemperature(1e-300))) {
                assertThat(explainer
                                .generate(prompt, GenerationOptions.greedy(20).sampled(certain))
                                .ids())
                        .as("%s", certain)
                        .containsExactly(greedy);
            }
        }
    }

    @Test
    void aListenerHearsTheWholeAnswerAndMayEndIt() {
        try (Sample sample = Sample.decoder();
                Explainer explainer = Explainer.open(sample.folder())) {
            Prompt prompt = Prompt.of("Lars likes");
            List<String> pieces = new ArrayList<>();
            Generation whole = explainer.streaming(pieces::add).generate(prompt, 12);
            String text = whole.prompt().text();
            assertThat(text).isEqualTo("Lars likes" + String.join("", pieces));
            List<String> some = new ArrayList<>();
            Generation cut = explainer
                    .streaming(piece -> {
                        some.add(piece);
                        return some.size() < 4;
                    })
                    .generate(prompt, 12);
            assertThat(cut.ending()).isEqualTo(Ending.LISTENER);
            assertThat(cut.generated()).containsExactly(Arrays.copyOf(whole.generated(), 4));
            assertThat(some).isEqualTo(pieces.subList(0, 4));
            assertThat(whole.ending()).isIn(Ending.LENGTH, Ending.MODEL);
        }
    }

    @Test
    void withoutATokenizerAListenerHearsThatTokensCome() {
        try (Explainer explainer = Explainer.open(CASES.resolve("llama-defaults"))) {
            List<String> pieces = new ArrayList<>();
            Generation made = explainer.streaming(pieces::add).generate(Prompt.ofIds(4, 5), 6);
            assertThat(pieces).hasSize(made.generated().length).containsOnly("");
            assertThatThrownBy(() -> explainer.generate(
                            Prompt.ofIds(4, 5), GenerationOptions.greedy(6).stoppingAt(".")))
                    .isInstanceOf(ExplainException.class)
                    .hasMessageContaining("has no tokenizer, so a stop text cannot be found");
        }
    }

    @Test
    void aPromptThatFillsTheContextIsRefused() {
        try (Explainer explainer = Explainer.open(CASES.resolve("llama-defaults"))) {
            Prompt full = Prompt.ofIds(new int[64]);
            String sentence =
                    "the prompt has 64 tokens, as many as the model was made for, so no answer has room after it;"
                            + " shorten it";
            assertThatThrownBy(() -> explainer.generate(full, 1))
                    .isInstanceOf(ExplainException.class)
                    .hasMessage(sentence);
            assertThatThrownBy(() -> explainer.check(full, GenerationOptions.greedy(1)))
                    .hasMessage(sentence);
            Generation last = explainer.generate(
                    Prompt.ofIds(new int[62]),
                    GenerationOptions.greedy(9).sampled(Sampling.seeded(0).withTemperature(5)));
            assertThat(last.ids()).hasSizeLessThanOrEqualTo(64);
            assertThat(last.ending()).isIn(Ending.LENGTH, Ending.MODEL);
        }
    }

    @Test
    void whatCannotBeDrawnIsRefused() {
        Sampling any = Sampling.seeded(0);
        for (double temperature : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> any.withTemperature(temperature))
                    .isInstanceOf(ExplainException.class)
                    .hasMessageContaining("the temperature must be a number above 0, not " + temperature);
        }
        for (double topP : new double[] {0, -0.1, 1.01, Double.NaN}) {
            assertThatThrownBy(() -> any.withTopP(topP))
                    .isInstanceOf(ExplainException.class)
                    .hasMessage("top-p must be above 0 and at most 1, not " + topP);
        }
        assertThatThrownBy(() -> any.withTopK(0))
                .isInstanceOf(ExplainException.class)
                .hasMessage("top-k must leave at least 1 token, not 0");
        assertThatThrownBy(() -> GenerationOptions.greedy(0)).hasMessageContaining("at least 1 token");
        assertThatThrownBy(() -> GenerationOptions.greedy(1).stoppingAt("a", ""))
                .hasMessageContaining("a stop text is empty");
    }
}
