// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.option.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lxt.cli.Cli;
import org.lxt.report.Explained;
import org.lxt.report.json.ReportJson;

/** {@code lxt explain --chat}. */
class ChatOptionsTest {
    private static final String TEMPLATE =
            "{{ '<|begin_of_text|>' }}{% for m in messages %}{{ m.role }}: {{ m.content }}\n{% endfor %}"
                    + "{% if add_generation_prompt %}answer:{% endif %}";

    @TempDir
    Path folder;

    @Test
    void theTemplateIsFilledAndWritesTheOnlySpecialToken() throws IOException {
        Path template = Files.writeString(folder.resolve("t.jinja"), TEMPLATE);
        Path json = folder.resolve("why.json");
        Cli.run("explain", "--chat", "--system", "Be brief.", "--chat-template", template, "--json", json, "Hello")
                .succeeds();
        Explained e = ReportJson.read(json).explained().getFirst();
        assertThat(e.prompt()).isEqualTo("<|begin_of_text|>system: Be brief.\nuser: Hello\nanswer:");
        assertThat(e.tokens().stream().filter(t -> t.special())).hasSize(1);
        assertThat(e.tokens().getFirst().text()).isEqualTo("<|begin_of_text|>");
    }

    @Test
    void anotherTemplateOfTheCheckpointHasAName() throws IOException {
        Path gguf = Path.of(System.getProperty("lxt.root"), "oracle", "gguf", "small", "llama.gguf");
        assertThat(prompt(gguf, "short")).isEqualTo("hello");
        assertThat(Cli.run("explain", "--model", gguf, "--chat", "--chat-template", "long", "hello")
                        .fails())
                .isEqualTo("lxt: long does not exist; name a file with a chat template");
    }

    private String prompt(Path model, String template) {
        Path json = folder.resolve(template + ".json");
        Cli.run("explain", "--model", model, "--chat", "--chat-template", template, "--json", json, "hello")
                .succeeds();
        return ReportJson.read(json).explained().getFirst().prompt();
    }

    @Test
    void withoutATemplateItIsRefused() {
        assertThat(Cli.run("explain", "--chat").isRefused())
                .startsWith("lxt: this checkpoint has no chat template, neither in tokenizer_config.json nor")
                .endsWith("name a template with --chat-template FILE");
    }

    @Test
    void aTemplateThatRefusesTheChatAndABrokenOneSaySo() throws IOException {
        Path template = folder.resolve("t.jinja");
        Files.writeString(template, "a\n{{ raise_exception('no system') }}");
        assertThat(Cli.run("explain", "--chat", "--chat-template", template).isRefused())
                .isEqualTo("lxt: " + template + ", line 2: the template refuses this chat: no system");
        Files.writeString(template, "\n\n{% if %}");
        assertThat(Cli.run("explain", "--chat", "--chat-template", template).fails())
                .isEqualTo("lxt: " + template + ", line 3: expected an expression, found '%}'");
        assertThat(Cli.run("explain", "--chat", "--chat-template", folder).fails())
                .contains("is not a regular file; name a file with a chat template");
    }

    @Test
    void whatIsOfUseWithChatOnlyIsRefusedWithout() {
        assertThat(Cli.run("explain", "--system", "x").isCalledWrongly()).contains("--system works only with --chat");
        assertThat(Cli.run("explain", "--chat", "--ids", "x").isCalledWrongly()).contains("not --ids");
    }
}
