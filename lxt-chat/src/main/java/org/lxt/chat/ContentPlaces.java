// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.chat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the contents of messages in the text of a chat: renders it again with marks around them, and takes the marks out. If that
 * gives another text, because the template looks at a content, each is marked by itself; and one that cannot be marked has a place
 * if it occurs once.
 */
final class ContentPlaces {
    /** Private characters, of which no text has any; two for each content. */
    private static final int FIRST_MARK = 0xf0000;

    private static final int MOST_MARKED = 0x7000;

    private final String text;
    private final Function<List<ChatMessage>, String> template;
    private final List<ChatMessage> messages;
    private final List<Content> contents = new ArrayList<>();

    /**
     * A content of a message.
     *
     * @param message index of the message
     * @param part index of the part of its content; -1 if it is a single text
     * @param text what it says
     */
    private record Content(int message, int part, String text) {}

    /**
     * The contents of a chat.
     *
     * @param text what the template makes of the chat
     * @param template makes the text of messages
     */
    ContentPlaces(List<ChatMessage> messages, String text, Function<List<ChatMessage>, String> template) {
        this.messages = messages;
        this.text = text;
        this.template = template;
        for (int m = 0; m < messages.size(); m++) {
            switch (messages.get(m).fields().get("content")) {
                case String said -> add(m, -1, said);
                case List<?> parts -> {
                    for (int p = 0; p < parts.size(); p++) {
                        if (parts.get(p) instanceof Map<?, ?> part && part.get("text") instanceof String said) {
                            add(m, p, said);
                        }
                    }
                }
                case null, default -> {}
            }
        }
    }

    private void add(int message, int part, String said) {
        if (!said.isBlank()) {
            contents.add(new Content(message, part, said));
        }
    }

    List<RenderedChat.Place> find() {
        List<RenderedChat.Place> together =
                contents.size() <= MOST_MARKED ? marked(contents).orElse(null) : null;
        return together != null ? together : oneByOne();
    }

    private List<RenderedChat.Place> oneByOne() {
        List<RenderedChat.Place> found = new ArrayList<>();
        for (Content content : contents) {
            for (RenderedChat.Place place : marked(List.of(content)).orElseGet(() -> once(content))) {
                if (found.stream().allMatch(f -> f.end() <= place.start() || place.end() <= f.start())) {
                    found.add(place);
                }
            }
        }
        found.sort(Comparator.comparingInt(RenderedChat.Place::start));
        return found;
    }

    private List<RenderedChat.Place> once(Content content) {
        String said = content.text().strip();
        int at = text.indexOf(said);
        return at >= 0 && at == text.lastIndexOf(said)
                ? List.of(new RenderedChat.Place(content.message(), at, at + said.length()))
                : List.of();
    }

    /** The places of some contents; empty if the template makes another text of them once they are marked. */
    private Optional<List<RenderedChat.Place>> marked(List<Content> some) {
        String rendered;
        try {
            rendered = template.apply(messagesWithMarks(some));
        } catch (ChatException _) {
            return Optional.empty();
        }
        StringBuilder plain = new StringBuilder();
        List<RenderedChat.Place> places = new ArrayList<>();
        int opened = -1;
        int start = 0;
        for (int at = 0; at < rendered.length(); ) {
            int c = rendered.codePointAt(at);
            at += Character.charCount(c);
            int mark = c - FIRST_MARK;
            if (mark < 0 || mark >= 2 * some.size()) {
                plain.appendCodePoint(c);
            } else if (mark % 2 == 0) {
                opened = mark / 2;
                start = plain.length();
            } else if (opened == mark / 2) {
                places.add(new RenderedChat.Place(some.get(opened).message(), start, plain.length()));
                opened = -1;
            }
        }
        return plain.toString().equals(text) ? Optional.of(places) : Optional.empty();
    }

    private List<ChatMessage> messagesWithMarks(List<Content> some) {
        Map<Integer, ChatMessage> changed = new HashMap<>();
        for (int i = 0; i < some.size(); i++) {
            Content content = some.get(i);
            ChatMessage before = changed.getOrDefault(content.message(), messages.get(content.message()));
            changed.put(content.message(), with(before, content.part(), withMarks(content.text(), i)));
        }
        List<ChatMessage> all = new ArrayList<>();
        for (int m = 0; m < messages.size(); m++) {
            all.add(changed.getOrDefault(m, messages.get(m)));
        }
        return all;
    }

    /** Marks stand inside the white space around a text, which templates often take off. */
    private static String withMarks(String said, int index) {
        String leading = said.substring(0, said.length() - said.stripLeading().length());
        String trailing = said.substring(said.stripTrailing().length());
        return leading
                + Character.toString(FIRST_MARK + 2 * index)
                + said.strip()
                + Character.toString(FIRST_MARK + 2 * index + 1)
                + trailing;
    }

    private static ChatMessage with(ChatMessage message, int part, String said) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>(message.fields());
        if (part < 0) {
            fields.put("content", said);
        } else if (fields.get("content") instanceof List<?> parts) {
            List<@Nullable Object> changed = new ArrayList<>(parts);
            if (parts.get(part) instanceof Map<?, ?> old) {
                Map<@Nullable Object, @Nullable Object> own = new LinkedHashMap<>(old);
                own.put("text", said);
                changed.set(part, own);
            }
            fields.put("content", changed);
        }
        return new ChatMessage(fields);
    }
}
