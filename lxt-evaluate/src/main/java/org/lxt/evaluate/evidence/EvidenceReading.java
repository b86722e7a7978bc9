// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.evaluate.evidence;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lxt.chat.ChatMessage;
import org.lxt.json.Dialect;
import org.lxt.json.JsonReader;
import org.lxt.json.JsonText;
import org.lxt.tasks.ask.TextInput;
import org.lxt.tasks.refusal.TaskException;
import org.lxt.vision.decode.ImageFiles;
import tools.jackson.databind.JsonNode;

/** Reads a line of a file of evidence. */
final class EvidenceReading {
    private static final long MOST_CHARACTERS = 64_000_000;
    private static final List<String> FIELDS = List.of(
            "prompt", "pair", "messages", "ids", "image", "mask", "answer", "part", "target", "context", "evidence");
    /** The name of an image's evidence. */
    private static final String MASK = "mask";

    private static final JsonReader JSON = JsonReader.of(
            Dialect.STANDARD, MOST_CHARACTERS, (source, problem) -> new TaskException(source + " " + problem.what()));

    private final String where;
    private final @Nullable Path folder;

    /**
     * A reading.
     *
     * @param where the file and the line, for messages
     * @param folder where images are
     */
    EvidenceReading(String where, @Nullable Path folder) {
        this.where = where;
        this.folder = folder;
    }

    EvidencePrompt prompt(int number, String line) {
        JsonNode root = JSON.tree(where + ",", line);
        if (!root.isObject()) {
            throw wrong("this is not a JSON object");
        }
        for (String field : root.propertyNames()) {
            if (!FIELDS.contains(field)) {
                throw wrong("there is no field \"" + field + "\"; there are " + String.join(", ", FIELDS));
            }
        }
        Digest digest = new Digest().add(JsonText.line(root));
        EvidencePrompt.Given input = input(root, digest);
        String answer = text(root, "answer");
        String part = text(root, "part");
        String target = text(root, "target");
        require(answer, part, target, input);
        Map<String, List<Place>> evidence = evidence(root, input);
        List<Place> context = root.has("context") ? places(root.path("context"), "context", input) : List.of();
        return new EvidencePrompt(number, input, answer, part, target, context, evidence, digest.toString());
    }

    private void require(
            @Nullable String answer, @Nullable String part, @Nullable String target, EvidencePrompt.Given input) {
        if (answer != null && target != null) {
            throw wrong("\"answer\" and \"target\" both say what is explained; leave one out");
        }
        if (part != null && (answer == null || part.isEmpty() || !answer.contains(part))) {
            throw wrong("\"part\" is not a part of the \"answer\"");
        }
        if (answer != null && input instanceof EvidencePrompt.OfImage) {
            throw wrong("an image has no \"answer\"; name its class as the \"target\"");
        }
    }

    private EvidencePrompt.Given input(JsonNode root, Digest digest) {
        long ways = List.of("prompt", "messages", "ids", "image").stream()
                .filter(root::has)
                .count();
        if (ways != 1) {
            throw wrong("give what the model reads as one of \"prompt\", \"messages\", \"ids\" and \"image\"");
        }
        String pair = text(root, "pair");
        if (pair != null && !root.has("prompt")) {
            throw wrong("a \"pair\" goes with a \"prompt\"");
        }
        if (root.has("image")) {
            Path image = file(root, "image");
            Path mask = file(root, MASK);
            digest.add(ImageFiles.bytes(image)).add(ImageFiles.bytes(mask));
            return new EvidencePrompt.OfImage(image, mask);
        }
        if (root.has(MASK)) {
            throw wrong("a \"mask\" goes with an \"image\"");
        }
        if (root.has("prompt")) {
            return new EvidencePrompt.OfText(new TextInput.Text(required(root, "prompt"), pair));
        }
        return new EvidencePrompt.OfText(
                root.has("ids") ? TextInput.of(ids(root.path("ids"))) : new TextInput.Chat(messages(root)));
    }

    private Path file(JsonNode root, String name) {
        String path = required(root, name);
        return folder == null ? Path.of(path) : folder.resolve(path);
    }

    private int[] ids(JsonNode list) {
        boolean numbers = list.isArray()
                && list.valueStream().allMatch(n -> n.isIntegralNumber() && n.canConvertToInt() && n.intValue() >= 0);
        if (!numbers) {
            throw wrong("the \"ids\" are not a list of token ids");
        }
        return list.valueStream().mapToInt(JsonNode::intValue).toArray();
    }

    private List<ChatMessage> messages(JsonNode root) {
        List<ChatMessage> messages = new ArrayList<>();
        for (JsonNode message : root.path("messages").values()) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> field : message.properties()) {
                if (!field.getValue().isString()) {
                    throw wrong("the \"messages\" are not a list of objects with texts");
                }
                fields.put(field.getKey(), field.getValue().stringValue());
            }
            messages.add(new ChatMessage(fields));
        }
        return messages;
    }

    private Map<String, List<Place>> evidence(JsonNode root, EvidencePrompt.Given input) {
        JsonNode named = root.path("evidence");
        if (input instanceof EvidencePrompt.OfImage) {
            if (root.has("evidence") || root.has("context")) {
                throw wrong("the evidence of an image is its \"mask\"; leave \"evidence\" and \"context\" out");
            }
            return Map.of(MASK, List.of());
        }
        if (!named.isObject() || named.isEmpty()) {
            throw wrong("there is no \"evidence\": an object that has, for a name, a list of ranges or texts");
        }
        Map<String, List<Place>> evidence = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : named.properties()) {
            evidence.put(field.getKey(), places(field.getValue(), field.getKey(), input));
        }
        return evidence;
    }

    /** A range, a text, or a list of these. */
    private List<Place> places(JsonNode node, String name, EvidencePrompt.Given input) {
        boolean single = node.isString() || isRange(node);
        List<Place> places = new ArrayList<>();
        for (JsonNode each : single ? List.of(node) : node.values()) {
            places.add(place(each, name, input));
        }
        if (places.isEmpty()) {
            throw wrong("\"" + name + "\" is neither a range such as [10, 14], nor a text, nor a list of these");
        }
        return places;
    }

    private Place place(JsonNode node, String name, EvidencePrompt.Given input) {
        TextInput text = input instanceof EvidencePrompt.OfText given ? given.input() : TextInput.of("");
        if (node.isString() && !node.stringValue().isEmpty() && !(text instanceof TextInput.Ids)) {
            return new Place.Words(node.stringValue());
        }
        if (isRange(node)) {
            int from = node.get(0).intValue();
            int to = node.get(1).intValue();
            if (text instanceof TextInput.Chat || text instanceof TextInput.Documented) {
                throw wrong("\"" + name
                        + "\" is a range, but where a message stands is for the chat template to say, and where"
                        + " a document for its layout; give the words");
            }
            if (from < 0 || from >= to || to > length(text)) {
                throw wrong("\"" + name + "\" has the range [" + from + ", " + to + "], which is not in the prompt of "
                        + length(text) + (text instanceof TextInput.Ids ? " ids" : " characters"));
            }
            return new Place.Range(from, to);
        }
        throw wrong("\"" + name + "\" is neither a range such as [10, 14]"
                + (text instanceof TextInput.Ids ? " of ids" : ", nor a text") + ", nor a list of these");
    }

    /** Of a pair the second text follows the first after a line end. */
    private static int length(TextInput text) {
        return switch (text) {
            case TextInput.Ids ids -> ids.ids().size();
            case TextInput.Text t ->
                t.text().length() + (t.pair() == null ? 0 : 1 + t.pair().length());
            case TextInput.Chat chat -> chat.size();
            case TextInput.Documented documented -> documented.size();
        };
    }

    private static boolean isRange(JsonNode node) {
        return node.isArray()
                && node.size() == 2
                && node.valueStream().allMatch(n -> n.isIntegralNumber() && n.canConvertToInt());
    }

    private String required(JsonNode root, String name) {
        String text = text(root, name);
        if (text == null) {
            throw wrong("there is no text as the \"" + name + "\"");
        }
        return text;
    }

    private @Nullable String text(JsonNode root, String name) {
        JsonNode node = root.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (!node.isString()) {
            throw wrong("the \"" + name + "\" is not a text");
        }
        return node.stringValue();
    }

    private TaskException wrong(String what) {
        return new TaskException(where + ": " + what);
    }
}
