// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tasks.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lxt.report.Report;
import org.lxt.report.json.ReportJson;
import org.lxt.tasks.TextTask;
import org.lxt.tasks.refusal.Remedy;
import org.lxt.tasks.refusal.TaskException;
import org.lxt.tasks.source.ModelSource;
import org.lxt.tasks.source.OpenModel;

/** Many prompts, run without any program around them. */
class BatchTaskTest {
    private static ModelSource sample;
    private static OpenModel model;

    @TempDir
    Path folder;

    /** Keeps what it is given. */
    private static final class Kept implements Results {
        private final Map<Integer, Report> reports = new TreeMap<>();
        private final Map<Integer, String> problems = new TreeMap<>();

        @Override
        public void explained(int line, Report report) {
            reports.put(line, report);
        }

        @Override
        public void failed(int line, String why) {
            problems.put(line, why);
        }

        @Override
        public String place() {
            return "in memory";
        }
    }

    @BeforeAll
    static void open() {
        sample = ModelSource.sample();
        model = sample.open();
    }

    @AfterAll
    static void close() {
        model.close();
        sample.close();
    }

    @Test
    void linesOfAFileAreTasksOfManyForms() throws IOException {
        Path file = Files.writeString(folder.resolve("p.jsonl"), """
                {"prompt": "Lars likes", "target": [" beans", 8], "position": 1}

                {"ids": [1, 5, 9], "output": "logits"}
                """);
        Kept kept = new Kept();
        assertThat(new BatchTask(PromptFile.read(file, PromptFile.Form.PLAIN)).run(model, kept))
                .isZero();
        assertThat(kept.reports.keySet()).containsExactly(1, 3);
        assertThat(kept.reports.get(1).explained()).hasSize(2);
        assertThat(kept.reports.get(3).explained().getFirst().tokens()).hasSize(3);
    }

    @Test
    void promptsNeedNoFileAndOneThatFailsLeavesTheOthers() throws IOException {
        List<BatchLine> lines = new ArrayList<>();
        for (int i = 1; i <= 40; i++) {
            lines.add(new BatchLine.Question(i, TextTask.of(i == 20 ? "" : "Lars likes " + i)));
        }
        PromptFile many = new PromptFile("partition 7", lines);
        assertThatThrownBy(() -> new BatchTask(many).run(model, new Kept()))
                .isInstanceOfSatisfying(
                        TaskException.class, e -> assertThat(e.remedy()).isEqualTo(Remedy.KEEP_GOING))
                .hasMessage("partition 7, line 20: the prompt is empty; give some text; nothing was computed,"
                        + " keeping going explains the other lines");
        Kept kept = new Kept();
        assertThat(new BatchTask(many, true, true, false).run(model, kept)).isEqualTo(1);
        assertThat(kept.reports).hasSize(39);
        assertThat(kept.problems).containsOnlyKeys(20);
        assertThat(kept.reports.get(40).explained().getFirst().words()).isNotEmpty();
    }

    @Test
    void aFileOfResultsHasALineForEach() throws IOException {
        Path out = folder.resolve("out.jsonl");
        PromptFile one = new PromptFile("here", List.of(new BatchLine.Question(3, TextTask.of("Lars likes"))));
        try (ResultFile results = new ResultFile(out)) {
            new BatchTask(one).run(model, results);
        }
        List<String> lines = Files.readAllLines(out);
        assertThat(lines).hasSize(1);
        assertThat(lines.getFirst()).contains("\"line\":3");
        assertThat(ReportJson.parse(lines.getFirst()).explained().getFirst().prompt())
                .isEqualTo("Lars likes");
    }
}
