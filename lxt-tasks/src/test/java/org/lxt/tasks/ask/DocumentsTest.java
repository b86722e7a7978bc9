// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tasks.ask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lxt.chat.ChatMessage;
import org.lxt.explain.request.ExplainException;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Segment;
import org.lxt.tasks.AnswerTask;
import org.lxt.tasks.TextTask;
import org.lxt.tasks.json.TaskJson;
import org.lxt.tasks.refusal.TaskException;
import org.lxt.tasks.source.ModelSource;

/** Documents before what is asked, and other named parts. */
class DocumentsTest {
    private static final Documents TWO = new Documents(
            List.of(new Documents.Document("a.txt", "Bonn is {name}."), new Documents.Document("a.txt", "Graz.")),
            "{number} {name}: {text}\n");

    @TempDir
    Path folder;

    private static List<String> parts(Prompt prompt) {
        String text = String.valueOf(prompt.wholeText());
        return prompt.segments().stream()
                .map(s -> s.name() + "=" + text.substring(s.start(), s.end()))
                .toList();
    }

    private static void refused(ThrowingCallable call, String words) {
        assertThatThrownBy(call).isInstanceOf(TaskException.class).hasMessageContaining(words);
    }

    @Test
    void theyStandBeforeTheText() {
        try (ModelSource sample = ModelSource.sample()) {
            Prompt prompt = new TextInput.Documented(TextInput.of("Where?"), TWO).prompt(sample);
            assertThat(prompt.text()).isEqualTo("1 a.txt: Bonn is {name}.\n2 a.txt: Graz.\nWhere?");
            assertThat(parts(prompt)).containsExactly("a.txt=Bonn is {name}.", "a.txt=Graz.", "prompt=Where?");
            assertThat(prompt.addsSpecialTokens()).isTrue();
            Prompt pair = new TextInput.Documented(new TextInput.Text("Where?", "In Rome."), TWO).prompt(sample);
            assertThat(parts(pair)).endsWith("prompt=Where?", "pair=In Rome.");
            TextInput named = new TextInput.Text("Where is it?", null, List.of(new Segment("verb", 6, 8)));
            assertThat(parts(new TextInput.Documented(named, TWO).prompt(sample)))
                    .endsWith("a.txt=Graz.", "verb=is");
        }
    }

    @Test
    void theyStandInTheLastMessageOfAUser() throws IOException {
        Path template = Files.writeString(
                folder.resolve("t.jinja"),
                "{% for m in messages %}<{{ m.role }}>{{ m.content | trim }}\n{% endfor %}<assistant>");
        try (ModelSource sample = ModelSource.sample()) {
            ModelSource source = sample.withChatTemplate(template);
            TextInput chat = new TextInput.Chat(List.of(
                    ChatMessage.system("Be brief."),
                    ChatMessage.user("Hello"),
                    ChatMessage.assistant("Hi."),
                    ChatMessage.user("Where? ")));
            assertThat(parts(chat.prompt(source)))
                    .containsExactly("system=Be brief.", "user=Hello", "assistant=Hi.", "user=Where?");
            Prompt prompt = new TextInput.Documented(chat, Documents.of(TWO.all())).prompt(source);
            assertThat(prompt.text()).endsWith("<user>Bonn is {name}.\n\nGraz.\n\nWhere?\n<assistant>");
            assertThat(parts(prompt))
                    .containsExactly(
                            "system=Be brief.",
                            "user=Hello",
                            "assistant=Hi.",
                            "a.txt=Bonn is {name}.",
                            "a.txt=Graz.",
                            "user=Where?");
            TextInput systems = new TextInput.Chat(List.of(ChatMessage.system("Be brief.")));
            refused(() -> new TextInput.Documented(systems, TWO).prompt(source), "the chat has no message of a user");
            Path upper = Files.writeString(folder.resolve("u.jinja"), "{{ messages[-1].content | upper }}");
            refused(
                    () -> new TextInput.Documented(TextInput.chat(null, "Where?"), TWO)
                            .prompt(sample.withChatTemplate(upper)),
                    "the chat template changes the text of the message that holds the documents");
        }
    }

    @Test
    void whatCannotBeReadIsRefused() {
        refused(() -> new Documents.Document("a.txt", " \n"), "the document 'a.txt' is empty");
        refused(() -> new Documents(TWO.all(), "{name}"), "has to have {text} in it once");
        refused(() -> new Documents(TWO.all(), "{text}{text}"), "has to have {text} in it once");
        refused(() -> Documents.of(List.of()), "there is no document");
        refused(() -> new TextInput.Documented(TextInput.of(new int[] {1}), TWO), "cannot stand before token ids");
        TextInput once = new TextInput.Documented(TextInput.of("x"), TWO);
        refused(() -> new TextInput.Documented(once, TWO), "all together");
        try (ModelSource sample = ModelSource.sample()) {
            refused(() -> new TextInput.Documented(TextInput.of(""), TWO).prompt(sample), "the prompt is empty");
        }
    }

    @Test
    void requestsNameParts() {
        for (String json : new String[] {
            "{\"prompt\":\"Where?\",\"documents\":[\"Bonn.\",{\"name\":\"b\",\"text\":\"Graz.\"}],\"document_layout\":\"{text} \"}",
            "{\"prompt\":\"Where is it?\",\"pair\":\"x\",\"segments\":[{\"name\":\"verb\",\"start\":6,\"end\":8}]}",
            "{\"ids\":[1,2,3],\"segments\":[{\"name\":\"first\",\"start\":0,\"end\":1}]}",
            "{\"messages\":[{\"role\":\"user\",\"content\":\"Where?\"}],\"documents\":[\"Bonn.\"]}",
            "{\"task\":\"generation\",\"prompt\":\"Where?\",\"tokens\":3,\"documents\":\"Bonn.\"}",
        }) {
            var request = TaskJson.parse(json);
            assertThat(TaskJson.parse(TaskJson.toString(request))).isEqualTo(request);
            TextInput input = request.task() instanceof AnswerTask a ? a.input() : ((TextTask) request.task()).input();
            assertThat(input.isSegmented()).isTrue();
        }
        String line = "{\"prompt\":\"Where?\",\"documents\":[\"Bonn.\"]}";
        TextInput own = TaskJson.line(line, text -> new TextInput.Documented(TextInput.of(text), TWO), TargetNames.NONE)
                .input();
        assertThat(own)
                .as("documents of a line stand in place of those of all")
                .isEqualTo(new TextInput.Documented(
                        TextInput.of("Where?"), Documents.of(List.of(new Documents.Document("document 1", "Bonn.")))));
    }

    @Test
    void requestsThatNameThemWronglyAreRefused() {
        String[][] wrong = {
            {"{\"prompt\":\"x\",\"documents\":[3]}", "not a list of texts"},
            {"{\"prompt\":\"x\",\"documents\":[\"\"]}", "the document 'document 1' is empty"},
            {"{\"prompt\":\"x\",\"documents\":[{\"name\":\"b\"}]}", "there is no text as the \"text\""},
            {"{\"prompt\":\"x\",\"document_layout\":\"{text}\"}", "give some, or leave it out"},
            {"{\"prompt\":\"x\",\"segments\":[{\"name\":\"b\",\"start\":0}]}", "has no whole number as its \"end\""},
            {"{\"prompt\":\"x\",\"segments\":[1]}", "not a list of objects"},
            {
                "{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"segments\":[{\"name\":\"b\",\"start\":0,\"end\":1}]}",
                "parts by themselves"
            },
            {"{\"ids\":[1],\"documents\":[\"x\"]}", "cannot stand before token ids"},
        };
        for (String[] one : wrong) {
            refused(() -> TaskJson.parse(one[0]), one[1]);
        }
        assertThatThrownBy(() ->
                        TaskJson.parse("{\"prompt\":\"x\",\"segments\":[{\"name\":\"b\",\"start\":2,\"end\":1}]}"))
                .isInstanceOf(ExplainException.class)
                .hasMessageContaining("which holds nothing");
    }

    @Test
    void partsOfRequestsAreShown() {
        try (ModelSource sample = ModelSource.sample();
                var model = sample.open()) {
            TextInput documented = new TextInput.Documented(TextInput.of("Lars likes"), TWO);
            var shown = new TextTask(documented, TargetNames.NONE)
                    .run(model)
                    .report()
                    .explained()
                    .getFirst();
            assertThat(shown.segments().orElseThrow().lines())
                    .extracting(l -> l.name())
                    .startsWith("a.txt", "a.txt", "prompt", "template");
            assertThat(TextTask.of("Lars likes")
                            .run(model)
                            .report()
                            .explained()
                            .getFirst()
                            .segments())
                    .isEmpty();
        }
    }
}
