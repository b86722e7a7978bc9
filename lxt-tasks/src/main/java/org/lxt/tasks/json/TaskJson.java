// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tasks.json;

import java.util.Optional;
import java.util.function.Function;
import org.lxt.explain.method.name.MethodName;
import org.lxt.json.Dialect;
import org.lxt.json.JsonReader;
import org.lxt.json.JsonText;
import org.lxt.tasks.TaskRequest;
import org.lxt.tasks.TextTask;
import org.lxt.tasks.ask.TargetNames;
import org.lxt.tasks.ask.TextInput;
import org.lxt.tasks.rank.Passage;
import org.lxt.tasks.refusal.TaskException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Tasks as JSON, described in {@code docs/tasks.md}. What was written is read back to an equal task. */
public final class TaskJson {
    /** An image in it is as long as its file and a third; a text of that length is more than any model reads. */
    private static final long MOST_CHARACTERS = 512_000_000;

    private static final JsonReader JSON = JsonReader.of(
            Dialect.STANDARD, MOST_CHARACTERS, (source, problem) -> new TaskException(source + " " + problem.what()));

    private TaskJson() {}

    /**
     * Reads a request.
     *
     * @throws TaskException if it is not one
     * @throws org.lxt.vision.ImageException if it holds a file that is not an image
     */
    public static TaskRequest parse(String json) {
        JsonNode root = JSON.tree("the request", json);
        if (!root.isObject()) {
            throw new TaskException("the request is not a JSON object");
        }
        TaskFields fields = new TaskFields(root);
        Optional<String> method = fields.optionalText("method");
        return new TaskRequest(TaskReading.task(fields), method.map(MethodName::of), InsideFields.read(fields));
    }

    /**
     * Reads a text task of a line of a file, which has no field {@code task} and none for the method.
     *
     * @param prompt what is made of the text of a prompt, such as a message of a chat
     * @param defaults what is named by fields that are not there
     * @throws TaskException if it is not one
     */
    public static TextTask line(String json, Function<String, TextInput> prompt, TargetNames defaults) {
        return TaskReading.line(new TaskFields(JSON.tree("this", json)), prompt, defaults);
    }

    /**
     * Reads a passage of a line of a file.
     *
     * @param usual what the passage is called if it has no name
     * @throws TaskException if it is not one
     */
    static Passage passage(String json, String usual) {
        return RankFields.passage(JSON.tree("this", json), usual);
    }

    /** A request as one line of JSON, without a line end. */
    public static String toString(TaskRequest request) {
        ObjectNode root = JsonText.object();
        TaskWriting.describe(request.task(), root);
        request.method().ifPresent(method -> root.put("method", method.toString()));
        InsideFields.write(request.inside(), root);
        return JsonText.line(root);
    }
}
