// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lxt.api.Fault;
import org.lxt.api.LxtException;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Target;
import org.lxt.explain.result.Attribution;
import org.lxt.report.Explained;
import org.lxt.tasks.ask.TargetNames;
import org.lxt.tasks.ask.TextInput;
import org.lxt.tasks.refusal.Remedy;
import org.lxt.tasks.refusal.TaskException;
import org.lxt.tasks.source.ModelSource;
import org.lxt.tasks.source.OpenModel;

/** Texts, chats, generations and similarities, run without any program around them. */
class TextTasksTest {
    private static ModelSource sample;
    private static OpenModel model;

    @TempDir
    Path folder;

    @BeforeAll
    static void open() {
        sample = ModelSource.sample();
        model = sample.open();
    }

    @AfterAll
    static void close() {
        model.close();
        sample.close();
        assertThat(sample.folder()).doesNotExist();
    }

    @Test
    void aTextIsExplainedAsTheExplainerDoesIt() {
        TaskResult result = TextTask.of("Farah Novak likes").run(model);
        Attribution expected = model.explainer().explain(Prompt.of("Farah Novak likes"), Target.topLogit());
        assertThat(result.attributions()).hasSize(1);
        assertThat(result.attributions().getFirst().relevance()).isEqualTo(expected.relevance());
        Explained explained = result.report().explained().getFirst();
        assertThat(explained.prompt()).isEqualTo("Farah Novak likes");
        assertThat(explained.latent()).isNotEmpty();
        assertThat(explained.ledger()).isNotNull();
        assertThat(result.report().model().checkpoint()).isEqualTo("sample decoder");
    }

    @Test
    void namesAreTokensIdsAndPlaces() {
        TargetNames names = new TargetNames(List.of(" beans", "8"), List.of(" bread"), 1);
        List<Explained> explained = new TextTask(TextInput.of("Lars likes"), names)
                .run(model)
                .report()
                .explained();
        assertThat(explained).extracting(e -> e.target().text()).first().isEqualTo(" beans");
        assertThat(explained).extracting(e -> e.target().id()).last().isEqualTo(8);
        assertThat(explained).allMatch(e -> e.position() == 1 && e.contrast() != null);
    }

    @Test
    void idsAreReadAsTheyAre() {
        TextTask task = new TextTask(TextInput.of(new int[] {1, 5, 9}), TargetNames.NONE);
        assertThat(task.run(model).attributions().getFirst().tokens())
                .extracting(t -> t.id())
                .containsExactly(1, 5, 9);
    }

    @Test
    void aChatIsPutInATemplateOfOnesOwn() throws IOException {
        Path template = Files.writeString(
                folder.resolve("t.jinja"), "{% for m in messages %}{{ m.role }}: {{ m.content }}\n{% endfor %}");
        OpenModel chatting = new OpenModel(sample.withChatTemplate(template), model.explainer());
        TextTask task = new TextTask(TextInput.chat("Be brief.", "Hello"), TargetNames.NONE);
        assertThat(task.run(chatting).report().explained().getFirst().prompt())
                .isEqualTo("system: Be brief.\nuser: Hello\n");
        assertRefused(task, Fault.CALLER, Remedy.OTHER_TEMPLATE);
        assertThatThrownBy(() -> new TextTask(TextInput.chat(null, ""), TargetNames.NONE).run(chatting))
                .hasMessage("the prompt is empty; give some text");
    }

    @Test
    void allGeneratedTokensAreExplained() {
        TaskResult result = AnswerTask.generated(TextInput.of(sample.prompt().orElseThrow()), 2)
                .run(model);
        assertThat(result.attributions()).hasSize(2);
        assertThat(result.report().explained().getFirst().target().text()).isEqualTo(" beans");
        assertThatThrownBy(() -> AnswerTask.generated(TextInput.of("a"), 0))
                .hasMessage("at least 1 token must be generated, not 0");
    }

    @Test
    void whatIsWrongIsSaidWithoutComputingAndWithoutOptionsOfAProgram() {
        assertRefused(TextTask.of(""), Fault.CALLER, null);
        assertRefused(new TextTask(TextInput.of("a"), TargetNames.of("no such token")), Fault.CALLER, null);
        assertRefused(ImageTask.of(GivenImage.read(Models.IMAGE)), Fault.CALLER, Remedy.GIVE_TEXT);
    }

    private static void assertRefused(Task task, Fault fault, Remedy remedy) {
        assertThatThrownBy(() -> task.check(model)).isInstanceOfSatisfying(LxtException.class, e -> {
            assertThat(e.fault()).isEqualTo(fault);
            assertThat(e.getMessage()).doesNotContain("--");
            assertThat(e instanceof TaskException t ? t.remedy() : null).isEqualTo(remedy);
        });
        assertThatThrownBy(() -> task.run(model)).isInstanceOf(LxtException.class);
    }

    @Test
    void similarityExplainsBothTexts() {
        try (OpenModel sentences =
                ModelSource.of(Models.encoder("similarity/bert-mean", folder)).open()) {
            SimilarityTask task = SimilarityTask.of("the cat", "a dog");
            task.check(sentences);
            List<Explained> both = task.run(sentences).report().explained();
            assertThat(both).extracting(Explained::prompt).containsExactly("the cat", "a dog");
            assertThat(both.get(0).value()).isCloseTo(both.get(1).value(), within(1e-9));
        }
    }

    @Test
    void anEncoderIsAskedForWhatItAnswers() {
        try (OpenModel answers = ModelSource.of(Models.encoder("cases/bert-question-answering", folder))
                .open()) {
            TextInput pair = new TextInput.Text("who met a dog", "the cat met a dog");
            assertThat(new TextTask(pair, TargetNames.NONE)
                            .run(answers)
                            .report()
                            .explained())
                    .extracting(e -> e.output().name())
                    .containsExactly("start_logits", "end_logits");
            assertThat(new TextTask(pair, TargetNames.of("cat").in("end_logits"))
                            .run(answers)
                            .report()
                            .explained())
                    .extracting(e -> e.output().name())
                    .containsExactly("end_logits");
        }
    }
}
