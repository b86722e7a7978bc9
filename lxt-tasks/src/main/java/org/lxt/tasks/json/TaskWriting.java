// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tasks.json;

import java.util.Base64;
import java.util.List;
import org.lxt.explain.request.SentencePrompts;
import org.lxt.tasks.AnswerTask;
import org.lxt.tasks.Gammas;
import org.lxt.tasks.ImageTask;
import org.lxt.tasks.SimilarityTask;
import org.lxt.tasks.Task;
import org.lxt.tasks.TextTask;
import org.lxt.tasks.ask.TargetNames;
import org.lxt.tasks.ask.TextInput;
import org.lxt.tasks.rank.RankTask;
import org.lxt.tasks.refusal.TaskException;
import tools.jackson.databind.node.ObjectNode;

/** Makes fields of tasks. */
final class TaskWriting {
    private TaskWriting() {}

    static void describe(Task task, ObjectNode root) {
        switch (task) {
            case TextTask text -> {
                root.put("task", "text");
                input(text.input(), root);
                targets(text.targets(), root);
            }
            case AnswerTask answer -> {
                root.put("task", "generation");
                input(answer.input(), root);
                if (answer.generation() != null) {
                    GenerationFields.write(answer.generation(), root);
                } else {
                    root.put("answer", answer.answer());
                }
                root.put("span", answer.part().name())
                        .put("measure", answer.part().measure().toString())
                        .put("hops", answer.hops())
                        .put("matrix", answer.matrix());
            }
            case SimilarityTask similarity -> {
                root.put("task", "similarity")
                        .put("prompt", plain(similarity.first()))
                        .put("similar_to", plain(similarity.second()));
                sentencePrompts(similarity.prompts(), root);
            }
            case RankTask rank -> RankFields.write(rank, root);
            case ImageTask image -> {
                root.put("task", "image")
                        .put(
                                "image",
                                Base64.getEncoder().encodeToString(image.image().file()))
                        .put("name", image.image().name());
                targets(image.targets(), root);
                gammas(image.gammas(), root);
            }
            default -> throw new TaskException(task.getClass().getName() + " has no form in JSON");
        }
    }

    private static void input(TextInput input, ObjectNode root) {
        switch (input) {
            case TextInput.Text text -> {
                root.put("prompt", text.text());
                if (text.pair() != null) {
                    root.put("pair", text.pair());
                }
                SegmentFields.write(text.segments(), root);
            }
            case TextInput.Ids ids -> {
                ids.ids().forEach(root.putArray("ids")::add);
                SegmentFields.write(ids.segments(), root);
            }
            case TextInput.Documented documented -> {
                input(documented.input(), root);
                SegmentFields.write(documented.documents(), root);
            }
            case TextInput.Chat chat ->
                chat.messages().forEach(message -> root.withArray("messages").addPOJO(message.fields()));
        }
    }

    /** Without a name of its own the second text has the prompt of the first, so a default after a name cannot be said. */
    private static void sentencePrompts(SentencePrompts prompts, ObjectNode root) {
        if (prompts.first().isPresent() && prompts.second().isEmpty()) {
            throw new TaskException("a sentence prompt of the first text alone has no form in JSON");
        }
        prompts.first().ifPresent(name -> root.put("sentence_prompt", name));
        prompts.second()
                .filter(_ -> !prompts.second().equals(prompts.first()))
                .ifPresent(name -> root.put("similar_sentence_prompt", name));
    }

    private static String plain(TextInput input) {
        if (input instanceof TextInput.Text text && text.pair() == null && !text.isSegmented()) {
            return text.text();
        }
        throw new TaskException("a similarity of anything but two texts has no form in JSON");
    }

    private static void targets(TargetNames names, ObjectNode root) {
        list("target", names.targets(), root);
        list("contrast", names.contrasts(), root);
        if (names.position() != null) {
            root.put("position", names.position());
        }
        if (names.output() != null) {
            root.put("output", names.output());
        }
    }

    private static void list(String name, List<String> tokens, ObjectNode root) {
        if (!tokens.isEmpty()) {
            tokens.forEach(root.putArray(name)::add);
        }
    }

    private static void gammas(Gammas gammas, ObjectNode root) {
        if (!gammas.equals(Gammas.NONE)) {
            ObjectNode inner = root.putObject("gammas");
            gammas.convolutions().forEach(inner.putArray("convolutions")::add);
            gammas.linears().forEach(inner.putArray("linears")::add);
            inner.put("grid", gammas.grid());
        }
    }
}
