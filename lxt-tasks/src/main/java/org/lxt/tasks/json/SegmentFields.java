// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tasks.json;

import java.util.ArrayList;
import java.util.List;
import org.lxt.explain.request.Segment;
import org.lxt.tasks.ask.Documents;
import org.lxt.tasks.ask.TextInput;
import org.lxt.tasks.refusal.TaskException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Fields about parts of a prompt: named ranges, and documents before it. */
final class SegmentFields {
    /** All of them. */
    static final List<String> NAMES = List.of("segments", "documents", "document_layout");

    private SegmentFields() {}

    /** An input with the parts that the fields name, documents instead of others that it has. */
    static TextInput read(TaskFields fields, TextInput input) {
        TextInput plain = fields.has("segments") ? withSegments(input, segments(fields)) : input;
        if (!fields.has("documents")) {
            if (fields.has("document_layout")) {
                throw new TaskException(
                        "a \"document_layout\" is how \"documents\" are put; give some, or leave it out");
            }
            return plain;
        }
        Documents documents = new Documents(
                documents(fields), fields.optionalText("document_layout").orElse(Documents.USUAL_LAYOUT));
        TextInput asked = plain instanceof TextInput.Documented other ? other.input() : plain;
        return new TextInput.Documented(asked, documents);
    }

    private static TextInput withSegments(TextInput input, List<Segment> segments) {
        return switch (input) {
            case TextInput.Text text -> new TextInput.Text(text.text(), text.pair(), segments);
            case TextInput.Ids ids -> new TextInput.Ids(ids.ids(), segments);
            case TextInput.Documented documented ->
                new TextInput.Documented(withSegments(documented.input(), segments), documented.documents());
            case TextInput.Chat _ ->
                throw new TaskException(
                        "\"segments\" are ranges of a \"prompt\" or of \"ids\"; the messages of a chat are parts by"
                                + " themselves");
        };
    }

    private static List<Segment> segments(TaskFields fields) {
        List<Segment> segments = new ArrayList<>();
        for (JsonNode node : fields.oneOrMore("segments")) {
            if (!node.isObject()) {
                throw new TaskException(
                        "the \"segments\" are not a list of objects with \"name\", \"start\" and \"end\"");
            }
            TaskFields one = new TaskFields(node);
            one.requireKnown(List.of("name", "start", "end"));
            segments.add(new Segment(one.text("name"), number(one, "start"), number(one, "end")));
        }
        return segments;
    }

    private static int number(TaskFields segment, String name) {
        return segment.optionalInt(name)
                .orElseThrow(() -> new TaskException(
                        "the segment \"" + segment.text("name") + "\" has no whole number as its \"" + name + "\""));
    }

    /** Documents, each a text or an object with a text and, if wanted, a name. */
    private static List<Documents.Document> documents(TaskFields fields) {
        List<Documents.Document> documents = new ArrayList<>();
        for (JsonNode node : fields.oneOrMore("documents")) {
            String usual = "document " + (documents.size() + 1);
            if (node.isString()) {
                documents.add(new Documents.Document(usual, node.stringValue()));
            } else if (node.isObject()) {
                TaskFields one = new TaskFields(node);
                one.requireKnown(List.of("name", "text"));
                documents.add(new Documents.Document(one.optionalText("name").orElse(usual), one.text("text")));
            } else {
                throw new TaskException(
                        "the \"documents\" are not a list of texts, or of objects with a \"text\" and a \"name\"");
            }
        }
        return documents;
    }

    static void write(List<Segment> segments, ObjectNode root) {
        if (!segments.isEmpty()) {
            ArrayNode list = root.putArray("segments");
            segments.forEach(s -> list.addObject()
                    .put("name", s.name())
                    .put("start", s.start())
                    .put("end", s.end()));
        }
    }

    static void write(Documents documents, ObjectNode root) {
        ArrayNode list = root.putArray("documents");
        documents.all().forEach(d -> list.addObject().put("name", d.name()).put("text", d.text()));
        root.put("document_layout", documents.layout());
    }
}
