// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lxt.checkpoint.Checkpoint;
import org.lxt.explain.Explainer;
import org.lxt.explain.request.GenerationOptions;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Sampling;
import org.lxt.spi.KeptKeys;
import org.lxt.spi.Model;
import org.lxt.spi.ModelFamily;
import org.lxt.spi.ModelInput;
import org.lxt.spi.ModelOutput;
import org.lxt.spi.Run;
import org.lxt.spi.host.ModelMap;
import org.lxt.tensor.Scope;
import org.lxt.tensor.ScopeOptions;
import org.lxt.tensor.WeightStore;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.BackendOptions;
import org.lxt.tensor.backend.Backends;
import org.lxt.tensor.rows.PackedRows;

/** With keys kept each token is read once, its logits are those of the whole sequence, and memory grows with the tokens. */
class KeptKeysTest {
    private static final int TOKENS = 30;

    private static Path folder(String name) {
        return Path.of(System.getProperty("lxt.root"), "oracle", "cases", name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "llama-defaults",
                "qwen2-layer-types-mixed",
                "qwen2-window-everywhere",
                "qwen3_moe-window",
                "gemma2-softcaps",
                "gpt_oss-top3",
                "gemma3-layer-types",
                "gemma3-pattern-v4",
                "gpt2-attnlrp"
            })
    void logitsAreThoseOfTheWholeSequence(String name) {
        try (Checkpoint checkpoint = Checkpoint.open(folder(name));
                Backend backend = Backends.named("scalar-f64", new BackendOptions(1));
                WeightStore weights = new WeightStore(backend);
                Scope parameters = Scope.open(weights, ScopeOptions.PLAIN);
                KeptKeys keys = new KeptKeys()) {
            ModelFamily family = ModelMap.defaults().familyOf(checkpoint.config(), checkpoint);
            Model model = family.load(checkpoint.config(), checkpoint, parameters);
            int[] ids = new Random(4)
                    .ints(TOKENS, 3, model.sizes().vocabulary() - 3)
                    .toArray();
            int read = 0;
            for (int length : lengths()) {
                int[] whole = Arrays.copyOf(ids, length);
                int[] unread = Arrays.copyOfRange(ids, read, length);
                double[] expected = logits(family, model, weights, whole, 0, null);
                double[] actual = logits(family, model, weights, unread, read, keys);
                assertThat(actual).as("after %d tokens", length).containsExactly(expected, within(1e-9));
                read = length;
            }
            assertThat(keys.attentions()).isEqualTo(model.sizes().layers());
        }
    }

    /** A prompt, tokens one by one, and a few together. */
    private static List<Integer> lengths() {
        List<Integer> lengths = new ArrayList<>(List.of(5));
        for (int length = 6; length <= TOKENS; length += length == 15 ? 6 : 1) {
            lengths.add(length);
        }
        return lengths;
    }

    private static double[] logits(
            ModelFamily family, Model model, WeightStore weights, int[] ids, int first, KeptKeys keys) {
        ModelInput input = ModelInput.tokens(List.of(ModelInput.TokenSequence.continuing(first, ids)));
        int last = first + ids.length - 1;
        PackedRows wanted = PackedRows.at(List.of(new PackedRows.Address(0, last)));
        try (Scope scope = Scope.open(weights, ScopeOptions.PLAIN)) {
            Run run = new Run(family.rules(family.defaultRules()), input, wanted, keys);
            ModelOutput.Output output = model.forward(run, model.input(scope, input))
                    .output(model.outputs().getFirst().name());
            return Arrays.copyOf(output.tensor().toDoubles(), model.sizes().vocabulary());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama-defaults", "qwen2-window-everywhere", "gemma3-layer-types", "gpt2-attnlrp"})
    void eachTokenIsReadOnce(String name) {
        CountingBackend counting = new CountingBackend();
        try (Explainer explainer = open(name, counting)) {
            // drawn, so that no token ends it
            GenerationOptions options =
                    GenerationOptions.greedy(20).sampled(Sampling.seeded(1).withTemperature(3));
            int generated = explainer
                    .generate(Prompt.ofIds(5, 17, 33, 8, 41, 6), options)
                    .generated()
                    .length;
            assertThat(generated).isGreaterThan(10);
            // the last token is generated, but not read; an end of the answer is read for
            assertThat(counting.mostRows()).isBetween(6 + generated - 1, 6 + generated);
            assertThat(counting.weights()).isGreaterThan(5);
        }
    }

    /** Without windows the kept rows grow as the tokens do; with windows everywhere they do not grow. */
    @ParameterizedTest
    @CsvSource({"llama-defaults, false", "gpt2-attnlrp, false", "qwen2-window-everywhere, true"})
    void memoryIsLinear(String name, boolean isBounded) {
        CountingBackend counting = new CountingBackend();
        List<Long> kept = new ArrayList<>();
        List<Long> most = new ArrayList<>();
        try (Explainer explainer = open(name, counting)) {
            GenerationOptions options =
                    GenerationOptions.greedy(30).sampled(Sampling.seeded(1).withTemperature(3));
            Explainer watched = explainer.streaming(_ -> {
                kept.add(counting.elements());
                most.add(counting.mostElements());
                return true;
            });
            long before = counting.elements();
            watched.generate(Prompt.ofIds(5, 17), options);
            assertThat(counting.elements()).as("given back").isEqualTo(before);
            assertThat(kept).hasSizeGreaterThan(20);
            // room for 64 rows is made at first, and none more is needed here
            assertThat(kept).as("between steps").containsOnly(kept.getFirst());
            long perToken = (most.getLast() - most.get(10)) / (most.size() - 11);
            long row = most.get(1) - kept.get(1);
            assertThat(perToken)
                    .as("what a step takes grows at most by attention to one more token")
                    .isLessThan(row / 4);
            if (isBounded) {
                assertThat(perToken).isNotPositive();
            }
        }
    }

    private static Explainer open(String name, CountingBackend counting) {
        return Explainer.builder(folder(name))
                .backends(List.of(counting))
                .backend(CountingBackend.NAME)
                .open();
    }

    /** Twice as many tokens keep at most about twice as much: rows are moved to half as much room again. */
    @Test
    void keptRowsTakeHalfAsMuchAgainAtMost() {
        CountingBackend counting = new CountingBackend();
        try (Explainer explainer = open("gemma3-all-full", counting)) {
            GenerationOptions options =
                    GenerationOptions.greedy(110).sampled(Sampling.seeded(2).withTemperature(9));
            List<Long> kept = new ArrayList<>();
            explainer.streaming(_ -> kept.add(counting.elements())).generate(Prompt.ofIds(5, 17, 8), options);
            assertThat(kept).hasSizeGreaterThan(80);
            long first = kept.getFirst(); // room for 64 rows, beside the model's own constants
            assertThat(kept.getLast()).isGreaterThan(first).isLessThanOrEqualTo(first * 3 / 2 * 3 / 2);
        }
    }
}
