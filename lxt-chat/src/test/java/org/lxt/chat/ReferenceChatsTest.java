// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** Every chat comes out as transformers renders it, to the byte; what it refuses is refused. */
class ReferenceChatsTest {
    private static final Path CHATS = Path.of(System.getProperty("lxt.root"), "oracle", "chat");
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-07T09:05:04Z"), ZoneOffset.UTC);

    static Stream<Path> folders() throws IOException {
        try (Stream<Path> all = Files.list(CHATS)) {
            return all.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("folders")
    void theChatsOfATemplate(Path folder) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("cases.jsonl"));
        assertThat(lines).isNotEmpty();
        String text = Files.readString(folder.resolve("template.jinja"));
        for (String line : lines) {
            check(text, JsonMapper.shared().readValue(line, Map.class), line);
        }
    }

    private static void check(String text, Map<?, ?> row, String line) {
        Map<String, Object> variables = new LinkedHashMap<>();
        row.forEach((name, value) -> variables.put(String.valueOf(name), value));
        Object expected = variables.remove("expected");
        Object raised = variables.remove("raised");
        variables.remove("refused");
        List<ChatMessage> messages = ((List<?>) variables.remove("messages"))
                .stream().map(ReferenceChatsTest::message).toList();
        boolean prompt = (boolean) variables.remove("add_generation_prompt");
        ChatTemplate template = ChatTemplate.of(text, Map.of()).at(CLOCK);
        if (expected != null) {
            assertThat(template.render(messages, prompt, variables)).as(line).isEqualTo(expected);
            if (variables.isEmpty()) {
                requirePlaces(template.place(messages, prompt), messages, line);
            }
        } else if (raised != null) {
            assertThatThrownBy(() -> template.render(messages, prompt, variables))
                    .as(line)
                    .isInstanceOf(ChatException.class)
                    .hasMessageEndingWith("the template refuses this chat: " + raised);
        } else {
            assertThatThrownBy(() -> template.render(messages, prompt, variables))
                    .as(line)
                    .isInstanceOf(ChatException.class);
        }
    }

    /** A content that the text has once has a place; and what has a place is the content, but for case. */
    private static void requirePlaces(RenderedChat chat, List<ChatMessage> messages, String line) {
        for (RenderedChat.Place place : chat.places()) {
            if (messages.get(place.message()).fields().get("content") instanceof String content) {
                assertThat(chat.text().substring(place.start(), place.end()))
                        .as(line)
                        .isEqualToIgnoringCase(content.strip());
            }
        }
        for (int m = 0; m < messages.size(); m++) {
            int message = m;
            if (messages.get(m).fields().get("content") instanceof String content && !content.isBlank()) {
                String said = content.strip();
                int at = chat.text().indexOf(said);
                if (at >= 0 && at == chat.text().lastIndexOf(said)) {
                    assertThat(chat.places()).as(line).anyMatch(p -> p.message() == message);
                }
            }
        }
    }

    private static ChatMessage message(Object fields) {
        Map<String, Object> named = new LinkedHashMap<>();
        ((Map<?, ?>) fields).forEach((name, value) -> named.put(String.valueOf(name), value));
        return new ChatMessage(named);
    }

    @Test
    void thereAreManyChats() throws IOException {
        long chats = 0;
        for (Path folder : folders().toList()) {
            chats += Files.readAllLines(folder.resolve("cases.jsonl")).size();
        }
        assertThat(chats).isGreaterThan(400);
    }
}
