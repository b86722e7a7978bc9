// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.evaluate.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lxt.evaluate.ReferenceFigures;
import org.lxt.evaluate.evidence.AnswerChoice;
import org.lxt.evaluate.evidence.EvidenceFile;
import org.lxt.evaluate.evidence.EvidencePrompt;
import org.lxt.evaluate.evidence.KnownEvidence;
import org.lxt.evaluate.evidence.ReadPrompt;
import org.lxt.evaluate.faithfulness.FaithfulnessPlan;
import org.lxt.explain.method.name.MethodName;
import org.lxt.tasks.ask.Measure;
import org.lxt.tasks.refusal.TaskException;
import org.lxt.tasks.source.ModelSource;
import org.lxt.tasks.source.OpenModel;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Evaluations of the sample decoder. */
class EvaluationRunTest {
    private static final Path REFERENCE =
            Path.of(System.getProperty("lxt.root"), "oracle", "sample-decoder", "reference.jsonl");
    private static final int PROMPTS = 10;

    private static ModelSource source;
    private static OpenModel model;
    private static EvidenceFile file;

    @TempDir
    Path folder;

    @BeforeAll
    static void open() throws IOException {
        source = ModelSource.sample();
        model = source.open();
        file = EvidenceFile.read(source.folder().resolve("evidence.jsonl"));
    }

    @AfterAll
    static void close() {
        model.close();
        source.close();
    }

    private static EvaluationPlan plan(String... methods) {
        List<MethodName> names = Arrays.stream(methods).map(MethodName::of).toList();
        return new EvaluationPlan(
                names,
                List.of(Measure.LOGIT, Measure.LOG_PROBABILITY),
                List.of(0),
                AnswerChoice.FIRST_TOKEN,
                EvaluationPlan.USUAL_PERCENT,
                true,
                FaithfulnessPlan.NONE);
    }

    /** The relevance of the reference implementation gives the same figures. */
    @Test
    void figuresAreThoseOfTheReferencesRelevance() throws IOException {
        Evaluation found = new EvaluationRun(model, file.first(PROMPTS), plan("attnlrp", "cp-lrp", "gradient")).run();
        int compared = 0;
        for (String line : Files.readAllLines(REFERENCE)) {
            JsonNode known = JsonMapper.shared().readTree(line);
            EvidencePrompt prompt = file.prompts().stream()
                    .filter(p ->
                            p.input().toString().contains(known.path("prompt").asString()))
                    .findFirst()
                    .orElseThrow();
            ReadPrompt read = ReadPrompt.of(prompt, model, AnswerChoice.FIRST_TOKEN);
            if (!read.isAnswered()) {
                continue; // the reference explains what the model says instead
            }
            // the answer that the prompt was given with has no relevance, and is no part of the reference's prompt
            double[] relevance = Arrays.copyOf(
                    ReferenceFigures.numbers(known.path("relevance")),
                    read.tokens().size());
            for (String name : List.of("sentence", "value")) {
                KnownEvidence expected = KnownEvidence.of(
                        relevance, read.context(), read.evidence().get(name), EvaluationPlan.USUAL_PERCENT);
                Variant variant = new Variant(known.path("rules").asString(), 0, Measure.LOGIT);
                assertThat(found.values(variant, name + ".share").get(prompt.digest()))
                        .isCloseTo(expected.share(), within(1e-4));
                assertThat(found.values(variant, name + ".pointing").get(prompt.digest()))
                        .isEqualTo(expected.pointing());
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(30);
    }

    /** A run that ends anywhere, also within a line, and goes on gives the same file and the same figures. */
    @Test
    void aRunThatIsKilledGoesOn() throws IOException {
        EvaluationRun run = new EvaluationRun(model, file.first(PROMPTS), plan("attnlrp", "gradient"));
        Path whole = folder.resolve("whole.jsonl");
        Evaluation expected = run.run(whole, EvaluationProgress.NONE);
        byte[] bytes = Files.readAllBytes(whole);
        for (int part = 1; part < 8; part++) {
            Path killed = folder.resolve("killed" + part + ".jsonl");
            Files.write(killed, Arrays.copyOf(bytes, bytes.length * part / 8));
            assertThat(run.run(killed, EvaluationProgress.NONE)).isEqualTo(expected);
            assertThat(killed).hasBinaryContent(bytes);
        }
    }

    @Test
    void whatIsThereIsNotComputedAgainAndAMethodCanBeAdded() throws IOException {
        Path results = folder.resolve("results.jsonl");
        List<Integer> totals = new ArrayList<>();
        EvaluationProgress progress = (done, total) -> {
            if (done == 0) {
                totals.add(total);
            }
        };
        new EvaluationRun(model, file.first(3), plan("attnlrp")).run(results, progress);
        Evaluation both = new EvaluationRun(model, file.first(3), plan("attnlrp", "cp-lrp")).run(results, progress);
        new EvaluationRun(model, file.first(4), plan("attnlrp", "cp-lrp")).run(results, progress);
        assertThat(totals).containsExactly(3, 3, 2);
        assertThat(both.variants()).hasSize(4);
    }

    @Test
    void resultsOfSomethingElseAreRefused() throws IOException {
        Path results = folder.resolve("results.jsonl");
        new EvaluationRun(model, file.first(2), plan("attnlrp")).run(results, EvaluationProgress.NONE);
        byte[] before = Files.readAllBytes(results);
        EvaluationRun other = new EvaluationRun(model, file.first(2), EvaluationPlan.of(MethodName.of("attnlrp")));
        assertThatThrownBy(() -> other.run(results, EvaluationProgress.NONE))
                .isInstanceOf(TaskException.class)
                .hasMessageContaining(
                        "results of another evaluation, with measures logit, log-probability and not logit");
        assertThat(results).hasBinaryContent(before);
        Path notes = Files.writeString(folder.resolve("notes.txt"), "to do\n");
        assertThatThrownBy(() -> other.run(notes, EvaluationProgress.NONE)).isInstanceOf(TaskException.class);
        assertThat(notes).hasContent("to do");
    }

    @Test
    void promptsThatAreNotAnsweredAreLeftOutAndRemembered() throws IOException {
        Path results = folder.resolve("results.jsonl");
        EvaluationRun run = new EvaluationRun(model, file.first(20), EvaluationPlan.of(MethodName.of("attnlrp")));
        Evaluation first = run.run(results, EvaluationProgress.NONE);
        assertThat(first.answered()).isBetween(10, 19);
        List<Integer> totals = new ArrayList<>();
        assertThat(run.run(results, (_, total) -> totals.add(total))).isEqualTo(first);
        assertThat(totals).containsOnly(0);
    }

    @Test
    void evidenceThatIsNotThereIsRefusedByItsLine() throws IOException {
        Path wrong = Files.writeString(
                folder.resolve("wrong.jsonl"), "{\"prompt\": \"Lars likes\", \"evidence\": {\"e\": \"Farah\"}}");
        EvaluationRun run =
                new EvaluationRun(model, EvidenceFile.read(wrong), EvaluationPlan.of(MethodName.of("attnlrp")));
        assertThatThrownBy(run::run).hasMessage("line 1: the text of \"e\" does not stand in the prompt");
    }
}
