// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tasks.ask;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lxt.chat.ChatMessage;
import org.lxt.chat.RenderedChat;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Segment;
import org.lxt.tasks.refusal.TaskException;
import org.lxt.tasks.source.ModelSource;

/** Puts documents into a prompt, and names its parts. */
final class DocumentedPrompt {
    private static final String CONTENT = "content";

    private DocumentedPrompt() {}

    /** Documents before a text, or before the first of two. */
    static Prompt of(TextInput.Text input, Documents documents) {
        if (input.text().isEmpty()) {
            throw new TaskException("the prompt is empty; give some text");
        }
        Documents.Laid laid = documents.laid();
        String text = laid.text() + input.text();
        String pair = input.pair();
        List<Segment> parts = new ArrayList<>(laid.parts());
        if (input.segments().isEmpty()) {
            parts.add(new Segment("prompt", laid.text().length(), text.length()));
            if (pair != null) {
                int second = text.length() + Prompt.BETWEEN.length();
                parts.add(new Segment("pair", second, second + pair.length()));
            }
        } else {
            int shift = laid.text().length();
            input.segments().forEach(s -> parts.add(new Segment(s.name(), s.start() + shift, s.end() + shift)));
        }
        return (pair == null ? Prompt.of(text) : Prompt.ofPair(text, pair)).segmented(parts);
    }

    /** A chat, in whose last message of a user documents stand before what is said. */
    static Prompt of(TextInput.Chat chat, Documents documents, ModelSource source) {
        int index = lastOfUser(chat.messages());
        ChatMessage asked = chat.messages().get(index);
        if (!(asked.fields().get(CONTENT) instanceof String said)) {
            throw new TaskException("documents can stand only before a text, and the last message of a user is none");
        }
        Documents.Laid laid = documents.laid();
        String content = laid.text() + said;
        Map<String, @Nullable Object> fields = new LinkedHashMap<>(asked.fields());
        fields.put(CONTENT, content);
        List<ChatMessage> messages = new ArrayList<>(chat.messages());
        messages.set(index, new ChatMessage(fields));
        RenderedChat rendered = source.chatTemplate().place(messages, true);
        List<Segment> inside = new ArrayList<>(laid.parts());
        if (!said.isBlank()) {
            inside.add(new Segment(role(asked), laid.text().length(), content.length()));
        }
        List<Segment> parts = new ArrayList<>();
        boolean isFound = false;
        for (RenderedChat.Place place : rendered.places()) {
            if (place.message() != index) {
                parts.add(new Segment(role(messages.get(place.message())), place.start(), place.end()));
            } else if (rendered.text().substring(place.start(), place.end()).equals(content.strip())) {
                isFound = true;
                int leading = content.length() - content.stripLeading().length();
                addInside(inside, place.start() - leading, place, parts);
            }
        }
        if (!isFound) {
            throw new TaskException(
                    "the chat template changes the text of the message that holds the documents, so they"
                            + " cannot be found again; put them into the text, and name them by their ranges");
        }
        return Prompt.withoutSpecialTokens(rendered.text()).segmented(parts);
    }

    /** Ranges of a content in the whole text; white space around it, which is gone, taken off. */
    private static void addInside(List<Segment> inside, int shift, RenderedChat.Place place, List<Segment> parts) {
        for (Segment segment : inside) {
            int start = Math.max(place.start(), segment.start() + shift);
            int end = Math.min(place.end(), segment.end() + shift);
            parts.add(new Segment(segment.name(), start, end));
        }
    }

    private static int lastOfUser(List<ChatMessage> messages) {
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (role(messages.get(i)).equals("user")) {
                return i;
            }
        }
        throw new TaskException("documents stand before what a user asks, and the chat has no message of a user");
    }

    /** What a message is called: who says it. */
    static String role(ChatMessage message) {
        return String.valueOf(message.fields().get("role"));
    }
}
