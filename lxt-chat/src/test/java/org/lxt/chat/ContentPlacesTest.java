// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Where the contents of messages are in the text of a chat. */
class ContentPlacesTest {
    private static final String TURNS = "{% for m in messages %}<{{ m.role }}>{{ m.content | trim }}</s>{% endfor %}";

    private static final List<ChatMessage> CHAT = List.of(
            ChatMessage.system("user"), ChatMessage.user("  What is a user? \n"), ChatMessage.assistant("user"));

    private static RenderedChat placed(String template, List<ChatMessage> chat) {
        ChatTemplate parsed = ChatTemplate.of(template, Map.of());
        RenderedChat placed = parsed.place(chat, true);
        assertThat(placed.text()).isEqualTo(parsed.render(chat, true));
        return placed;
    }

    private static List<String> texts(RenderedChat chat) {
        return chat.places().stream()
                .map(p -> p.message() + ":" + chat.text().substring(p.start(), p.end()))
                .toList();
    }

    @Test
    void contentsAreFoundEvenWhereTheTemplateHasTheirWords() {
        assertThat(texts(placed(TURNS, CHAT))).containsExactly("0:user", "1:What is a user?", "2:user");
        RenderedChat placed = placed(TURNS, CHAT);
        assertThat(placed.places().get(1).start()).isEqualTo("<system>user</s><user>".length());
    }

    /** As Gemma's does with what the system says, and as others do that put it last. */
    @Test
    void aContentMayMoveOrBeRepeatedOrLeftOut() {
        String moved =
                "{% for m in messages[1:] %}{{ m.role }}: {{ m.content }}{% endfor %}[{{ messages[0].content }}]";
        assertThat(texts(placed(moved, CHAT))).containsExactly("1:What is a user?", "2:user", "0:user");
        String repeated = "{{ messages[0].content }} and {{ messages[0].content }}";
        assertThat(texts(placed(repeated, CHAT))).containsExactly("0:user", "0:user");
    }

    /** Qwen 3 looks at the beginning of what a user says. */
    @Test
    void aContentThatTheTemplateLooksAtIsFoundIfItOccursOnce() {
        String looks = "{% for m in messages %}{% if m.content.startswith('tool') %}[tool]{{ m.content }}"
                + "{% else %}{{ m.role }}: {{ m.content }}{% endif %};{% endfor %}";
        List<ChatMessage> chat =
                List.of(ChatMessage.user("Hello"), ChatMessage.user("tool said 4"), ChatMessage.user("toolbox"));
        assertThat(texts(placed(looks, chat))).containsExactly("0:Hello", "1:tool said 4", "2:toolbox");
        List<ChatMessage> twice = List.of(ChatMessage.user("tool"), ChatMessage.user("Hello"));
        assertThat(texts(placed(looks, twice)))
                .as("which of both the message is cannot be told")
                .containsExactly("1:Hello");
    }

    @Test
    void aContentThatTheTemplateChangesHasNoPlace() {
        String changed = "{% for m in messages %}{{ m.content | upper }}{% endfor %}";
        List<ChatMessage> chat = List.of(ChatMessage.user("Hello"));
        // Marks have no upper case, so they show where it went.
        assertThat(texts(placed(changed, chat))).containsExactly("0:HELLO");
        assertThat(texts(placed("{{ messages[0].content | length }}", chat))).isEmpty();
        assertThat(texts(placed("{% if messages[0].content | length == 5 %}Hello{% endif %}", chat)))
                .containsExactly("0:Hello");
    }

    @Test
    void aContentOfSeveralTextsHasAPlaceForEach() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("role", "user");
        fields.put(
                "content",
                List.of(
                        Map.of("type", "text", "text", "One."),
                        Map.of("type", "image"),
                        Map.of("type", "text", "text", "Two.")));
        String parts = "{% for p in messages[0].content %}({{ p.text if p.type == 'text' else '*' }}){% endfor %}";
        assertThat(texts(placed(parts, List.of(new ChatMessage(fields))))).containsExactly("0:One.", "0:Two.");
    }
}
