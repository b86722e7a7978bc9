// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.lxt.api.Fault.CALLER;
import static org.lxt.api.Fault.SETUP;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lxt.api.Fault;
import org.lxt.api.LxtException;
import org.lxt.explain.Explainer;
import org.lxt.explain.ExplainerBuilder;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Target;
import org.lxt.rules.RuleException;
import org.lxt.rules.RuleSet;
import org.lxt.rules.composite.SitePattern;
import org.lxt.samples.Sample;
import org.lxt.spi.host.ModelMap;

/** Each bad input through the explainer is the fault of the one who can mend it. */
class ExplainerFaultsTest {
    private static final Path CASES = Path.of(System.getProperty("lxt.root"), "oracle", "cases");

    @TempDir
    Path scratch;

    private static void requireFault(Throwable thrown, Fault fault, String words) {
        assertThat(thrown).isInstanceOf(LxtException.class).hasMessageContaining(words);
        assertThat(((LxtException) thrown).fault()).isEqualTo(fault);
        assertThat(thrown.getMessage()).doesNotContain("\n");
    }

    private static Arguments ask(String model, Consumer<Explainer> question, Fault fault, String words) {
        return Arguments.of(model, question, fault, words);
    }

    static Stream<Arguments> questions() {
        Prompt ids = Prompt.ofIds(1, 2, 3);
        Target top = Target.topLogit();
        Target unit = Target.token(0).at(0);
        return Stream.of(
                ask("sample", x -> x.explain(Prompt.of(""), top), CALLER, "the prompt is empty"),
                ask("sample", x -> x.explain(Prompt.of("beans ".repeat(600)), top), CALLER, "at most 512"),
                ask("sample", x -> x.explain(Prompt.ofPair("beans", ""), top), CALLER, "second text of the pair"),
                ask("sample", x -> x.explain(Prompt.of("beans"), Target.token(99_999)), CALLER, "outside the model's"),
                ask("sample", x -> x.explain(Prompt.of("beans"), Target.token(-1)), CALLER, "outside the model's"),
                ask("sample", x -> x.explain(Prompt.of("beans"), Target.token(" on toast")), CALLER, "a target is one"),
                ask("sample", x -> x.explain(Prompt.of("beans"), Target.token("")), CALLER, "a target has no text"),
                ask("sample", x -> x.explain(Prompt.of("beans"), Target.ranked(99_999)), CALLER, "no logit of rank"),
                ask("sample", x -> x.explain(Prompt.of("beans"), Target.ranked(0)), CALLER, "counts from 1"),
                ask("sample", x -> x.explain(Prompt.of("beans"), top.at(99)), CALLER, "outside the prompt"),
                ask("sample", x -> x.explain(Prompt.of("beans"), top.at(-99)), CALLER, "outside the prompt"),
                ask("sample", x -> x.explain(Prompt.of("beans"), top.in("classes")), CALLER, "has no output 'classes'"),
                ask("sample", x -> x.explain(Prompt.of("beans"), top.atMask(0)), CALLER, "no mask"),
                ask("sample", x -> x.explain(Prompt.of("beans"), Target.token(5).minus(5)), CALLER, "with itself"),
                ask("sample", x -> x.explain(Prompt.of("beans"), List.of()), CALLER, "at least one target"),
                ask(
                        "sample",
                        x -> x.explain(Prompt.of("beans"), top).at("layers.99"),
                        CALLER,
                        "nobody asked for the relevance"),
                ask("sample", x -> x.generate(Prompt.of("beans"), 0), CALLER, "at least 1 token"),
                ask("sample", x -> x.similarity("beans", "peas"), CALLER, "no sentence-embedding model"),
                ask("llama-cp-lrp", x -> x.explain(Prompt.of("beans"), top), CALLER, "cannot read text"),
                ask("llama-cp-lrp", x -> x.explain(ids, Target.token(" beans")), CALLER, "give the token's id"),
                ask("llama-cp-lrp", x -> x.explain(Prompt.ofIds(), top), CALLER, "the prompt is empty"),
                ask("llama-cp-lrp", x -> x.explain(Prompt.ofIds(1, -2), top), CALLER, "token 1 has id -2"),
                ask("llama-cp-lrp", x -> x.explain(Prompt.ofIds(99_999), top), CALLER, "token 0 has id 99999"),
                ask("llama-cp-lrp", x -> x.explain(image(8, 8), top), CALLER, "was given an image"),
                ask("llama-cp-lrp", x -> x.explain(ids(1, 2, -3), top), CALLER, "position -3 is negative"),
                ask("llama-cp-lrp", x -> x.explain(ids(1, 2), top), CALLER, "one position for each token"),
                ask("gpt2-cp-lrp", x -> x.explain(ids(0, 1, 99_999), top), CALLER, "is at position 99999"),
                ask("bert-model", x -> x.explain(types(0, 9, 0), unit), CALLER, "has type 9"),
                ask("bert-model", x -> x.explain(ids(0, 1, 99_999), unit), CALLER, "is at position 99999"),
                ask("bert-model", x -> x.predict(ids), CALLER, "answers nothing by itself"),
                ask("bert-masked-lm", x -> x.explain(ids, top), CALLER, "has no mask token"),
                ask("bert-model", x -> x.explain(ids, Target.token(0)), CALLER, "give the position of one"),
                ask("bert-classification", x -> x.explain(ids, Target.label("sour")), CALLER, "no entry 'sour'"),
                ask("bert-classification", x -> x.explain(ids, Target.token(77)), CALLER, "outside the output"),
                ask("bert-classification", x -> x.explain(ids, top.at(1)), CALLER, "one vector for the whole prompt"),
                ask("bert-classification", x -> x.generate(ids, 3), CALLER, "does not continue a prompt"),
                ask("roberta-model", x -> x.explain(Prompt.ofIds(0, 4, 2), unit), CALLER, "padding token"),
                ask("vit-cp-lrp", x -> x.explain(Prompt.of("beans"), top), CALLER, "reads images"),
                ask("vit-cp-lrp", x -> x.explain(image(1, 1), top), CALLER, "the model was made for"),
                ask("vit-cp-lrp", x -> x.generate(ids, 1), CALLER, "does not continue a prompt"),
                ask("vit-cp-lrp", x -> x.explain(Prompt.ofPixels(3, 1, 1, new double[2]), top), CALLER, "2 values"),
                ask("vit-cp-lrp", x -> x.explain(notFinite(), top), CALLER, "must be finite numbers"));
    }

    private static Prompt ids(int... positions) {
        return Prompt.ofIds(new int[] {1, 2, 3}, positions);
    }

    private static Prompt types(int... types) {
        return Prompt.ofIds(new int[] {1, 2, 3}, new int[] {0, 1, 2}, types);
    }

    private static Prompt image(int height, int width) {
        return Prompt.ofPixels(3, height, width, new double[3 * height * width]);
    }

    private static Prompt notFinite() {
        return Prompt.ofPixels(1, 1, 1, new double[] {Double.NaN});
    }

    @ParameterizedTest(name = "{0}: {3}")
    @MethodSource("questions")
    void whatIsAskedIsTheCallersFault(String model, Consumer<Explainer> question, Fault fault, String words) {
        if (!model.equals("sample")) {
            try (Explainer explainer = Explainer.open(CASES.resolve(model))) {
                requireFault(catchThrowable(() -> question.accept(explainer)), fault, words);
            }
            return;
        }
        try (Sample sample = Sample.decoder();
                Explainer explainer = Explainer.open(sample.folder())) {
            requireFault(catchThrowable(() -> question.accept(explainer)), fault, words);
        }
    }

    @Test
    void theChoicesOfWhoOpensAreTheCallersOrOfTheSetUp() {
        Path model = CASES.resolve("bert-classification");
        requireFault(opening(Explainer.builder(model).rules("lrp")), CALLER, "no rule set 'lrp'");
        requireFault(opening(Explainer.builder(model).rules(new RuleSet("mine", true))), CALLER, "no rule set 'mine'");
        requireFault(opening(Explainer.builder(model).labels(List.of("a"))), CALLER, "names of classes: 1");
        requireFault(opening(Explainer.builder(model).backend("abacus")), CALLER, "no backend 'abacus'");
        requireFault(opening(Explainer.builder(model).models(ModelMap.of(List.of()))), SETUP, "no plugin");
        assertThat(catchThrowable(() -> SitePattern.of("{a"))).isInstanceOf(RuleException.class);
    }

    private static Throwable opening(ExplainerBuilder builder) {
        return catchThrowable(() -> builder.open().close());
    }

    /** What spoils the files of a checkpoint. */
    @FunctionalInterface
    private interface Spoiling {
        void spoil(Path folder) throws IOException;
    }

    private static Arguments spoilt(String words, Spoiling spoiling) {
        return Arguments.of(words, spoiling);
    }

    static Stream<Arguments> checkpoints() {
        return Stream.of(
                spoilt("knows a checkpoint without", f -> Files.delete(f.resolve("config.json"))),
                spoilt("config.json", f -> Files.writeString(f.resolve("config.json"), "{")),
                spoilt("Kraken", f -> {
                    replace(f, "LlamaForCausalLM", "KrakenForCausalLM");
                    replace(f, "\"llama\"", "\"Kraken\"");
                }),
                spoilt("hidden_size", f -> replace(f, "\"hidden_size\": ", "\"hidden_size\": -")),
                spoilt("hidden_act", f -> replace(f, "\"silu\"", "\"maxout\"")),
                spoilt("has no weights", f -> Files.delete(f.resolve("model.safetensors"))),
                spoilt("model.safetensors", f -> cut(f.resolve("model.safetensors"), 1000)),
                spoilt("tokenizer.json", f -> Files.writeString(f.resolve("tokenizer.json"), "{}")),
                spoilt("NaN", f -> fillWithNaN(f.resolve("model.safetensors"))));
    }

    private static void replace(Path folder, String old, String other) throws IOException {
        Path config = folder.resolve("config.json");
        String text = Files.readString(config);
        assertThat(text).contains(old);
        Files.writeString(config, text.replace(old, other));
    }

    private static void cut(Path file, int length) throws IOException {
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), length));
    }

    /** Makes the first value of the file NaN, and all of its weights with it. */
    private static void fillWithNaN(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 8 + (int) buffer.getLong(0); at + 4 <= bytes.length; at += 4) {
            buffer.putFloat(at, Float.NaN);
        }
        Files.write(file, bytes);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("checkpoints")
    void aBadCheckpointIsAFaultOfTheSetUp(String words, Spoiling spoiling) throws IOException {
        Path folder = copy(CASES.resolve("llama-cp-lrp"));
        spoiling.spoil(folder);
        requireFault(
                catchThrowable(() -> {
                    try (Explainer explainer = Explainer.open(folder)) {
                        explainer.explain(Prompt.ofIds(1, 2, 3), Target.topLogit());
                    }
                }),
                SETUP,
                words);
    }

    @Test
    void aMixtureOfNaNWeightsIsNoError() throws IOException {
        Path folder = copy(CASES.resolve("qwen3_moe-norm-topk"));
        fillWithNaN(folder.resolve("model.safetensors"));
        try (Explainer explainer = Explainer.open(folder)) {
            requireFault(
                    catchThrowable(() -> explainer.explain(Prompt.ofIds(1, 2, 3), Target.topLogit())), SETUP, "NaN");
        }
    }

    @Test
    void aFolderThatIsNotThereIsAFaultOfTheSetUp() {
        requireFault(catchThrowable(() -> Explainer.open(scratch.resolve("missing"))), SETUP, "does not exist");
    }

    private Path copy(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.copy(file, scratch.resolve(file.getFileName()));
            }
            return scratch;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
