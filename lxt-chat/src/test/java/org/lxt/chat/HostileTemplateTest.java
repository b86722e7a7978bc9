// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A template can be anybody's: it ends soon, reaches nothing, and says what is wrong. */
class HostileTemplateTest {
    @ParameterizedTest
    @Timeout(30)
    @ValueSource(
            strings = {
                "{% for i in range(100000) %}{% for j in range(100000) %}{% endfor %}{% endfor %}",
                "{{ 'x' * 1000000000 }}",
                "{{ [0] * 1000000000 }}",
                "{% set ns = namespace(s='xxxxxxxx') %}{% for i in range(99) %}{% set ns.s = ns.s + ns.s %}{% endfor %}",
                "{% set ns = namespace(s='xxxxxxxx') %}{% for i in range(99) %}{% set ns.s = ns.s.replace('x', 'xx') %}{% endfor %}",
                "{% set ns = namespace(l=[1]) %}{% for i in range(60) %}{% set ns.l = [ns.l, ns.l] %}{% endfor %}{{ ns.l }}",
                "{% set ns = namespace(l=[1]) %}{% for i in range(60) %}{% set ns.l = [ns.l, ns.l] %}{% endfor %}{{ ns.l|tojson }}",
                "{% set a = namespace(l=[1]) %}{% set b = namespace(l=[1]) %}{% for i in range(60) %}"
                        + "{% set a.l = [a.l, a.l] %}{% set b.l = [b.l, b.l] %}{% endfor %}{{ a.l == b.l }}",
                "{% set ns = namespace(l=[]) %}{% for i in range(5000) %}{% set ns.l = [ns.l] %}{% endfor %}{{ ns.l }}",
                "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
                "{{ 'x'|indent(999999999, true) }}",
                "{{ [1]|tojson(indent=999999999) }}",
                "{{ range(1000000000)|list }}",
                "{{ 9 ** 999999999999 }}",
                "{{ 'aaaaaaaa'|replace('', 'b') }}",
            })
    void itIsStopped(String template) {
        assertThatThrownBy(() -> render(template)).isInstanceOf(ChatException.class);
    }

    @Test
    @Timeout(30)
    void nestingWithoutEndIsRefused() {
        assertThatThrownBy(() -> render("{{ " + "(".repeat(100_000) + "1" + ")".repeat(100_000) + " }}"))
                .hasMessageContaining("nested too deeply");
        assertThatThrownBy(() -> render("{{ " + "-".repeat(100_000) + "1 }}"))
                .hasMessageContaining("nested too deeply");
        assertThatThrownBy(() -> render("{% if 1 %}".repeat(10_000))).hasMessageContaining("nested too deeply");
        assertThatThrownBy(() -> render("{{ 1" + " + 1".repeat(100_000) + " }}"))
                .hasMessageContaining("nested too deeply");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ ''.getClass().forName('java.lang.Runtime') }}",
                "{{ messages.class.name }}",
                "{{ ''.__class__.__mro__ }}",
                "{{ messages.append(1) }}",
                "{{ messages[0].update({'role': 'x'}) }}",
                "{% include '/etc/passwd' %}",
                "{% import 'x' as y %}",
                "{% extends 'x' %}",
                "{% do x %}",
                "{{ '%s' % 1 }}",
                "{{ '{}'.format(1) }}",
                "{{ 1|nosuchfilter }}",
                "{{ 1 is nosuchtest }}",
                "{{ nosuch() }}",
                "{{ nosuch.member }}",
                "{{ 1 / 0 }}",
                "{{ 'a' + 1 }}",
                "{{ messages",
                "{% for x in %}{% endfor %}",
                "{% if 1 %}",
                "{% endif %}",
                "{# no end",
                "{{ 'no end }}",
                "{{ ] }}",
                "{{ $ }}",
                "{% break %}",
            })
    void whatIsNotPossibleIsSaidInASentence(String template) {
        assertThatThrownBy(() -> render(template))
                .isInstanceOf(ChatException.class)
                .message()
                .startsWith("the chat template, line 1: ")
                .hasLineCount(1);
    }

    @Test
    void membersOfJavaAreUndefined() {
        assertThat(render("[{{ messages.size }}{{ ''.length }}{{ messages[0].entrySet }}]"))
                .isEqualTo("[]");
    }

    @Test
    void otherObjectsAreNotLetIn() {
        assertThatThrownBy(() -> ChatTemplate.of("x", Map.of())
                        .render(List.of(ChatMessage.user("a")), true, Map.of("file", new java.io.File("/"))))
                .isInstanceOf(ChatException.class)
                .hasMessageContaining("not File");
        assertThatThrownBy(() -> new ChatMessage(Map.of("content", "x"))).hasMessageContaining("'role'");
    }

    private static String render(String template) {
        return ChatTemplate.of(template, Map.of()).render(List.of(ChatMessage.user("a")), true);
    }
}
