// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tasks.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lxt.api.LxtException;
import org.lxt.explain.method.name.MethodName;
import org.lxt.explain.request.GenerationOptions;
import org.lxt.explain.request.Sampling;
import org.lxt.explain.request.SentencePrompts;
import org.lxt.explain.units.UnitChoice;
import org.lxt.tasks.AnswerTask;
import org.lxt.tasks.Gammas;
import org.lxt.tasks.GivenImage;
import org.lxt.tasks.ImageTask;
import org.lxt.tasks.Models;
import org.lxt.tasks.SimilarityTask;
import org.lxt.tasks.Task;
import org.lxt.tasks.TaskRequest;
import org.lxt.tasks.TextTask;
import org.lxt.tasks.ask.AnswerPart;
import org.lxt.tasks.ask.Measure;
import org.lxt.tasks.ask.TargetNames;
import org.lxt.tasks.ask.TextInput;
import org.lxt.tasks.inside.InnerChange;
import org.lxt.tasks.inside.Inside;

/** Requests in JSON. */
class TaskJsonTest {
    static Stream<Task> tasks() {
        GivenImage image = GivenImage.read(Models.IMAGE);
        return Stream.of(
                TextTask.of("a \"quoted\"\n text, \u00e4 \ud83d\ude00"),
                new TextTask(
                        new TextInput.Text("who", "the cat"),
                        new TargetNames(List.of(" beans", "8", "text:8"), List.of("others"), -1, "end_logits")),
                new TextTask(TextInput.of(new int[] {1, 2, 3}), TargetNames.of("x")),
                new TextTask(TextInput.chat("Be brief.", "Hello"), TargetNames.NONE),
                AnswerTask.generated(TextInput.of("Lars"), 3),
                new AnswerTask(
                        TextInput.of("Lars"),
                        " beans",
                        null,
                        new AnswerPart("text:each", Measure.LOG_PROBABILITY),
                        2,
                        false),
                new AnswerTask(
                        TextInput.of("Lars"),
                        null,
                        GenerationOptions.greedy(7).stoppingAt("\n\n", "."),
                        new AnswerPart("0:2", Measure.MEAN),
                        1,
                        true),
                new AnswerTask(
                        TextInput.of("Lars"),
                        null,
                        GenerationOptions.greedy(7)
                                .sampled(Sampling.seeded(Long.MIN_VALUE)
                                        .withTemperature(0.7)
                                        .withTopK(40)
                                        .withTopP(0.9)),
                        new AnswerPart("answer", Measure.LOGIT),
                        0,
                        false),
                SimilarityTask.of("the cat", "a dog"),
                SimilarityTask.of("the cat", "a dog").under(SentencePrompts.both("query")),
                SimilarityTask.of("the cat", "a dog").under(SentencePrompts.of("query", "document")),
                ImageTask.of(image),
                new ImageTask(image, TargetNames.of("tabby"), new Gammas(List.of(0.25), List.of(0.05), false)),
                new ImageTask(image, TargetNames.NONE, Gammas.grid(List.of(), List.of(1.0, 2.0))));
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void whatIsWrittenIsReadBackToAnEqualTask(Task task) {
        TaskRequest request = new TaskRequest(task, Optional.of(MethodName.of("occlusion")));
        String json = TaskJson.toString(request);
        assertThat(json).doesNotContain("\n");
        assertThat(TaskJson.parse(json)).isEqualTo(request);
    }

    @Test
    void unitsAndInterventionsAreReadBack() {
        Inside inside = new Inside(
                List.of("layers.*.*.heads", "layers.1"),
                List.of(
                        new InnerChange.Scaled(UnitChoice.parse("layers.1.mlp.neurons[3-5]"), 0),
                        new InnerChange.Patched(UnitChoice.parse("layers.0@2"), "Tom likes")));
        TaskRequest request = new TaskRequest(TextTask.of("Lars likes"), Optional.empty(), inside);
        assertThat(TaskJson.parse(TaskJson.toString(request))).isEqualTo(request);
    }

    @Test
    void anySettingOfADrawMakesOne() {
        for (String field : List.of("\"temperature\": 1", "\"top_p\": 1", "\"seed\": 0")) {
            AnswerTask task = (AnswerTask)
                    TaskJson.parse("{\"task\": \"generation\", \"prompt\": \"a\", \"tokens\": 3, " + field + "}")
                            .task();
            assertThat(task.generation().sampling()).as(field).isPresent();
        }
    }

    @Test
    void aRequestMayBeAsShortAsAPrompt() {
        assertThat(TaskJson.parse("{\"prompt\": \"Lars likes\"}"))
                .isEqualTo(new TaskRequest(TextTask.of("Lars likes"), Optional.empty()));
        assertThat(TaskJson.parse("{\"prompt\": \"a\", \"target\": 8, \"position\": null}")
                        .task())
                .isEqualTo(new TextTask(TextInput.of("a"), TargetNames.of("8")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{ | the request is not valid JSON at column",
                "{\"prompt\": \"a\"} {} | the request is not valid JSON at column",
                "{\"prompt\": \"a\", \"prompt\": \"b\"} | the request is not valid JSON at column",
                "[] | the request is not a JSON object",
                "{} | give what the model reads as one of \"prompt\", \"ids\" and \"messages\"",
                "{\"prompt\": \"a\", \"ids\": [1]} | as one of \"prompt\", \"ids\" and \"messages\"",
                "{\"prompt\": 3} | the \"prompt\" is not a text",
                "{\"task\": \"dance\"} | there is no task \"dance\"; there are text, generation, similarity, rank and"
                        + " image",
                "{\"prompt\": \"a\", \"tokens\": 3} | there is no field \"tokens\"; there are prompt, pair, ids",
                "{\"task\": \"generation\", \"prompt\": \"a\"} | say how many \"tokens\" are to be generated",
                "{\"task\": \"generation\", \"prompt\": \"a\", \"tokens\": 0} | at least 1 token must be generated",
                "{\"task\": \"generation\", \"prompt\": \"a\", \"answer\": \"b\", \"top_k\": 3} | \"top_k\" is about an answer",
                "{\"task\": \"generation\", \"prompt\": \"a\", \"tokens\": 3, \"temperature\": 0} | the temperature must be",
                "{\"task\": \"generation\", \"prompt\": \"a\", \"tokens\": 3, \"top_p\": 1.5} | top-p must be above 0",
                "{\"task\": \"generation\", \"prompt\": \"a\", \"tokens\": 3, \"top_k\": 0} | top-k must leave at least 1",
                "{\"task\": \"generation\", \"prompt\": \"a\", \"tokens\": 3, \"top_p\": \"x\"} | the \"top_p\" is no number",
                "{\"task\": \"generation\", \"prompt\": \"a\", \"tokens\": 3, \"seed\": 1.5} | the \"seed\" is no whole number",
                "{\"task\": \"generation\", \"prompt\": \"a\", \"tokens\": 3, \"stop\": 1} | the \"stop\" is neither a text",
                "{\"task\": \"generation\", \"prompt\": \"a\", \"tokens\": 3, \"stop\": \"\"} | a stop text is empty",
                "{\"task\": \"similarity\", \"prompt\": \"a\"} | there is no text as the \"similar_to\"",
                "{\"task\": \"image\"} | there is no text as the \"image\"",
                "{\"task\": \"image\", \"image\": \"?\"} | the \"image\" is not the bytes of a file in base64",
                "{\"task\": \"image\", \"image\": \"aGVsbG8=\"} | image: is not an image of a known format",
                "{\"ids\": [1, \"2\"]} | the \"ids\" are not a list of token ids",
                "{\"ids\": [1, 1.5]} | the \"ids\" are not a list of token ids",
                "{\"ids\": [99999999999]} | the \"ids\" are not a list of token ids",
                "{\"ids\": [1], \"pair\": \"a\"} | a \"pair\" goes with a text",
                "{\"messages\": []} | the chat has no message; give at least one",
                "{\"messages\": [\"a\"]} | the \"messages\" are not a list of objects",
                "{\"messages\": [{\"content\": \"a\"}]} | a message of a chat needs a text as its 'role'",
                "{\"prompt\": \"a\", \"position\": 1.5} | the \"position\" is not a whole number",
                "{\"prompt\": \"a\", \"target\": {}} | a token is neither a text nor a number",
                "{\"prompt\": \"a\", \"method\": \"smoothgrad(0)\"} | SmoothGrad needs at least 1 sample",
            })
    void whatIsNoRequestIsRefused(String json, String sentence) {
        assertThatThrownBy(() -> TaskJson.parse(json))
                .isInstanceOf(LxtException.class)
                .hasMessageContaining(sentence);
    }
}
