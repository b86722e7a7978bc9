// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tasks.json;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.lxt.chat.ChatMessage;
import org.lxt.explain.request.GenerationOptions;
import org.lxt.explain.request.SentencePrompts;
import org.lxt.tasks.AnswerTask;
import org.lxt.tasks.Gammas;
import org.lxt.tasks.GivenImage;
import org.lxt.tasks.ImageTask;
import org.lxt.tasks.SimilarityTask;
import org.lxt.tasks.Task;
import org.lxt.tasks.TextTask;
import org.lxt.tasks.ask.Measure;
import org.lxt.tasks.ask.TargetNames;
import org.lxt.tasks.ask.TextInput;
import org.lxt.tasks.refusal.TaskException;

/** Makes tasks of the fields of a request. */
final class TaskReading {
    private static final List<String> INPUT = Stream.concat(
                    Stream.of("prompt", "pair", "ids", "messages"), SegmentFields.NAMES.stream())
            .toList();
    private static final List<String> TARGET = List.of("target", "contrast", "position", "output");
    private static final List<String> LINE = Stream.concat(
                    Stream.of("prompt", "target", "contrast", "position", "output", "pair", "ids", "messages"),
                    SegmentFields.NAMES.stream())
            .toList();
    private static final List<String> EVERY = List.of("method", "task", "units", "interventions");

    private TaskReading() {}

    static Task task(TaskFields fields) {
        String kind = fields.optionalText("task").orElse("text");
        return switch (kind) {
            case "text" -> {
                known(fields, INPUT, TARGET, EVERY);
                yield new TextTask(input(fields, TextInput::of), targets(fields, TargetNames.NONE));
            }
            case "generation" -> {
                known(
                        fields,
                        INPUT,
                        GenerationFields.NAMES,
                        List.of("answer", "span", "measure", "hops", "matrix"),
                        EVERY);
                yield answer(fields);
            }
            case "similarity" -> {
                known(fields, List.of("prompt", "similar_to", "sentence_prompt", "similar_sentence_prompt"), EVERY);
                Optional<String> first = fields.optionalText("sentence_prompt");
                Optional<String> second = fields.optionalText("similar_sentence_prompt");
                yield SimilarityTask.of(fields.text("prompt"), fields.text("similar_to"))
                        .under(new SentencePrompts(first, second.or(() -> first)));
            }
            case "rank" -> {
                known(fields, RankFields.NAMES, List.of("method", "task"));
                yield RankFields.read(fields);
            }
            case "image" -> {
                known(fields, List.of("image", "name", "gammas"), TARGET, EVERY);
                yield new ImageTask(image(fields), targets(fields, TargetNames.NONE), gammas(fields.inner("gammas")));
            }
            default ->
                throw new TaskException(
                        "there is no task \"" + kind + "\"; there are text, generation, similarity, rank and image");
        };
    }

    /** Each token of the model's own answer by itself, unless something says otherwise. */
    private static AnswerTask answer(TaskFields fields) {
        Optional<String> given = fields.optionalText("answer");
        if (given.isPresent() == fields.has(GenerationFields.TOKENS)) {
            throw new TaskException("say how many \"tokens\" are to be generated, or what the \"answer\" is, not both");
        }
        GenerationOptions generation = GenerationFields.read(fields);
        int hops = fields.optionalInt("hops").orElse(0);
        return AnswerTask.of(
                input(fields, TextInput::of),
                given.orElse(null),
                generation,
                fields.optionalText("span").orElse(null),
                fields.optionalText("measure").map(Measure::of).orElse(null),
                hops,
                fields.flag("matrix"));
    }

    static TextTask line(TaskFields fields, Function<String, TextInput> prompt, TargetNames defaults) {
        boolean other = fields.has("ids") || fields.has("messages");
        if (!fields.isText("prompt") && (fields.has("prompt") || !other)) {
            throw new TaskException("this is not an object with a text as its \"prompt\"");
        }
        fields.requireKnown(LINE);
        return new TextTask(input(fields, prompt), targets(fields, defaults));
    }

    @SafeVarargs
    private static void known(TaskFields fields, List<String>... names) {
        List<String> all = new ArrayList<>();
        for (List<String> some : names) {
            all.addAll(some);
        }
        fields.requireKnown(all);
    }

    private static TextInput input(TaskFields fields, Function<String, TextInput> prompt) {
        int ways = (fields.has("prompt") ? 1 : 0) + (fields.has("ids") ? 1 : 0) + (fields.has("messages") ? 1 : 0);
        if (ways != 1) {
            throw new TaskException("give what the model reads as one of \"prompt\", \"ids\" and \"messages\"");
        }
        Optional<String> pair = fields.optionalText("pair");
        TextInput input;
        if (fields.has("ids")) {
            input = TextInput.of(fields.ids());
        } else if (fields.has("messages")) {
            input = new TextInput.Chat(
                    fields.objects("messages").stream().map(ChatMessage::new).toList());
        } else {
            input = prompt.apply(fields.text("prompt"));
        }
        if (pair.isPresent()) {
            if (!(input instanceof TextInput.Text text)) {
                throw new TaskException("a \"pair\" goes with a text, not with token ids or a chat");
            }
            input = new TextInput.Text(text.text(), pair.get());
        }
        return SegmentFields.read(fields, input);
    }

    private static TargetNames targets(TaskFields fields, TargetNames defaults) {
        return new TargetNames(
                fields.tokens("target").orElse(defaults.targets()),
                fields.tokens("contrast").orElse(defaults.contrasts()),
                fields.optionalInt("position").orElse(defaults.position()),
                fields.optionalText("output").orElse(defaults.output()));
    }

    private static GivenImage image(TaskFields fields) {
        try {
            byte[] file = Base64.getDecoder().decode(fields.text("image"));
            return GivenImage.of(fields.optionalText("name").orElse("image"), file);
        } catch (IllegalArgumentException _) {
            throw new TaskException("the \"image\" is not the bytes of a file in base64");
        }
    }

    private static Gammas gammas(TaskFields fields) {
        fields.requireKnown(List.of("convolutions", "linears", "grid"));
        return new Gammas(fields.numbers("convolutions"), fields.numbers("linears"), fields.flag("grid"));
    }
}
