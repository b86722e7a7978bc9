// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lxt.api.Fault;

/** Whether a chat or the template for it is at fault. */
class ChatFaultsTest {
    private static Fault fault(ThrowingCallable call) {
        return catchThrowableOfType(ChatException.class, call).fault();
    }

    private static Fault fault(String template, ChatMessage... chat) {
        return fault(() -> ChatTemplate.of(template, Map.of()).render(List.of(chat), true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ raise_exception('only users may speak') }}",
                "{% if messages|length > 1 %}{{ raise_exception('too long') }}{% endif %}",
                "{% for m in messages %}{{ m.content | int + m.role.strip() }}{% break %}{% endfor %}",
            })
    void whatATemplateRefusesOrNeverTook(String template) {
        Fault expected = template.contains("raise") ? Fault.CALLER : Fault.SETUP;
        assertThat(fault(template, ChatMessage.user("a"), ChatMessage.user("b")))
                .isEqualTo(expected);
    }

    @Test
    void aChatThatATemplateForOthersCannotTake() {
        String template = "{% for m in messages %}{{ m.role + m.content }}{% endfor %}";
        ChatMessage parts = new ChatMessage(Map.of("role", "user", "content", List.of("a", "b")));
        assertThat(fault(template, parts)).isEqualTo(Fault.CALLER);
        assertThat(fault(template, ChatMessage.user("a"), parts)).isEqualTo(Fault.CALLER);
        ChatMessage strange = new ChatMessage(Map.of("role", "user", "content", Arrays.asList(new Object[1])));
        assertThat(fault(template, strange)).isEqualTo(Fault.CALLER);
    }

    @Test
    void aMessageWithoutRole() {
        assertThat(fault(() -> new ChatMessage(Map.of()))).isEqualTo(Fault.CALLER);
    }

    @Test
    void aTemplateThatIsNone() {
        assertThat(fault(() -> ChatTemplate.of("{% if %}", Map.of()))).isEqualTo(Fault.SETUP);
        assertThat(fault("{{ messages[0].content | shout }}", ChatMessage.user("a")))
                .isEqualTo(Fault.SETUP);
    }
}
