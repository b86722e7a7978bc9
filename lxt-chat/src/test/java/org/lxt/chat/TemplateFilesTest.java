// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a checkpoint keeps its template and its special tokens. */
class TemplateFilesTest {
    private static final String TOKENS =
            "\"bos_token\": \"<s>\", \"eos_token\": {\"content\": \"</s>\", \"lstrip\": false}";

    @TempDir
    Path folder;

    @Test
    void othersThanTheDefaultHaveNames() throws IOException {
        Files.writeString(
                folder.resolve("tokenizer_config.json"),
                "{\"chat_template\": [{\"name\": \"default\", \"template\": \"a\"}, {\"name\": \"rag\", \"template\": \"b\"}]}");
        Files.createDirectory(folder.resolve("additional_chat_templates"));
        Files.writeString(folder.resolve("additional_chat_templates/tool_use.jinja"), "c");
        List<ChatMessage> chat = List.of(ChatMessage.user("x"));
        assertThat(ChatTemplate.open(folder).orElseThrow().render(chat, false)).isEqualTo("a");
        assertThat(ChatTemplate.named(folder, "rag").orElseThrow().render(chat, false))
                .isEqualTo("b");
        assertThat(ChatTemplate.named(folder, "tool_use").orElseThrow().render(chat, false))
                .isEqualTo("c");
        assertThat(ChatTemplate.named(folder, "none")).isEmpty();
    }

    @Test
    void aFolderWithoutATemplateHasNone() throws IOException {
        assertThat(ChatTemplate.open(folder)).isEmpty();
        config("{" + TOKENS + ", \"chat_template\": null}");
        assertThat(ChatTemplate.open(folder)).isEmpty();
    }

    @Test
    void aTextOrTheDefaultOfAListWithTheSpecialTokens() throws IOException {
        config("{" + TOKENS + ", \"chat_template\": \"{{ bos_token }}{{ messages[0].content }}{{ eos_token }}\"}");
        assertThat(rendered()).isEqualTo("<s>hi</s>");
        config(
                "{\"chat_template\": [{\"name\": \"rag\", \"template\": \"no\"}, {\"name\": \"default\", \"template\": \"yes\"}]}");
        assertThat(rendered()).isEqualTo("yes");
    }

    @Test
    void aFileOfItsOwnGoesFirst() throws IOException {
        config("{" + TOKENS + ", \"chat_template\": \"old\"}");
        Files.writeString(folder.resolve("chat_template.jinja"), "new{{ eos_token }}");
        assertThat(rendered()).isEqualTo("new</s>");
        Path other = Files.writeString(folder.resolve("other.jinja"), "{{ bos_token }}other");
        assertThat(ChatTemplate.open(folder, other).render(List.of(ChatMessage.user("hi")), true))
                .isEqualTo("<s>other");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{ | is not valid JSON at line 1",
                "[] | is not a JSON object",
                "{\"chat_template\": 3} | is neither a text nor a list of named templates",
                "{\"chat_template\": [{\"name\": \"rag\", \"template\": \"x\"}]} | without a template that is named default",
                "{\"chat_template\": \"{% if\"} | chat_template of",
            })
    void aBrokenFileIsRefused(String text, String sentence) throws IOException {
        config(text);
        assertThatThrownBy(() -> ChatTemplate.open(folder))
                .isInstanceOf(ChatException.class)
                .hasMessageContaining("tokenizer_config.json")
                .hasMessageContaining(sentence);
    }

    @Test
    void aFileThatIsTooLargeIsRefusedUnread() throws IOException {
        for (String name : List.of("tokenizer_config.json", "chat_template.json", "chat_template.jinja")) {
            Path file = folder.resolve(name);
            try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
                large.setLength(16_000_001); // a hole, which takes no room on the disk
            }
            assertThatThrownBy(() -> ChatTemplate.open(folder))
                    .isInstanceOf(ChatException.class)
                    .hasMessage(
                            file + " has more than 16000000 bytes; put the file that belongs to the checkpoint there");
            Files.delete(file);
        }
    }

    private void config(String text) throws IOException {
        Files.writeString(folder.resolve("tokenizer_config.json"), text);
    }

    private String rendered() {
        return ChatTemplate.open(folder).orElseThrow().render(List.of(ChatMessage.user("hi")), true);
    }
}
