package org.lxt.tasks.json;

import java.util.Optional;
import java.util.function.Function;
import org.lxt.tasks.TaskRequest;
import org.lxt.tasks.TextTask;
import org.lxt.tasks.ask.MethodName;
import org.lxt.tasks.ask.TargetNames;
import org.lxt.tasks.ask.TextInput;
import org.lxt.tasks.refusal.TaskException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Tasks as JSON, described in {@code docs/tasks.md}. What was written is read back to an equal task. */
public final class TaskJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private TaskJson() {}

    /**
     * Reads a request.
     *
     * @throws TaskException if it is not one
     * @throws org.lxt.vision.ImageException if it holds a file that is no image
     */
    public static TaskRequest parse(String json) {
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (JacksonException e) {
            TokenStreamLocation place = e.getLocation();
            throw new TaskException(
                    "the request is not valid JSON at line " + place.getLineNr() + ", column " + place.getColumnNr());
        }
        if (!root.isObject()) {
            throw new TaskException("the request is not a JSON object");
        }
        TaskFields fields = new TaskFields(root);
        Optional<String> method = fields.optionalText("method");
        return new TaskRequest(TaskReading.task(fields), method.map(MethodName::of));
    }

    /**
     * Reads a text task of a line of a file, which has no field {@code task} and none for the method.
     *
     * @param prompt what is made of the text of a prompt, such as a message of a chat
     * @param defaults what is named by fields that are not there
     * @throws TaskException if it is not one
     */
    public static TextTask line(String json, Function<String, TextInput> prompt, TargetNames defaults) {
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (JacksonException e) {
            throw new TaskException(
                    "this is not valid JSON at column " + e.getLocation().getColumnNr());
        }
        return TaskReading.line(new TaskFields(root), prompt, defaults);
    }

    /** A request as one line of JSON, without a line end. */
    public static String toString(TaskRequest request) {
        ObjectNode root = JSON.createObjectNode();
        TaskWriting.describe(request.task(), root, JSON);
        request.method().ifPresent(method -> root.put("method", method.toString()));
        return JSON.writeValueAsString(root);
    }
}
