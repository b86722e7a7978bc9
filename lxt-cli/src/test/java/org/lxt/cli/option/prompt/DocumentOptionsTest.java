// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.option.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lxt.cli.Cli;
import org.lxt.explain.result.SegmentSpan;
import org.lxt.report.Explained;
import org.lxt.report.json.ReportJson;

/** {@code lxt explain --document FILE} and {@code --segments}. */
class DocumentOptionsTest {
    private static final String TEMPLATE =
            "{% for m in messages %}<{{ m.role }}>{{ m.content | trim }}\n{% endfor %}<assistant>";

    @TempDir
    Path folder;

    private Path first;
    private Path second;

    @BeforeEach
    void write() throws IOException {
        first = Files.writeString(folder.resolve("first.txt"), "Lars likes beans. Farah likes rice.\n");
        second = Files.writeString(
                folder.resolve("second.txt"), "\u4eca\u5929\u4e0b\u96e8\u3002\u6211\u4e0d\u51fa\u95e8\u3002");
    }

    @Test
    void documentsHaveLinesThatAddUp() {
        String out = Cli.run("explain", "--document", first, "--document", second, "Lars likes")
                .succeeds()
                .out();
        assertThat(out)
                .contains(
                        "by part of the prompt, adding up to",
                        "first.txt  ",
                        "\"Lars likes beans.\"",
                        "\"Farah likes rice.\"",
                        "second.txt  ",
                        "\"\u4eca\u5929\u4e0b\u96e8\u3002\"",
                        "prompt  ",
                        "(template)",
                        "(ledger: softmax)",
                        "(closing error)");
        assertThat(Cli.run("explain", "Lars likes").succeeds().out()).doesNotContain("by part of");
        assertThat(Cli.run("explain", "--segments", "--words", "Lars likes")
                        .succeeds()
                        .out())
                .contains("by part of the prompt", "prompt  ", "\"Lars likes\"");
    }

    @Test
    void theLayoutIsChosenAndAChatHasThemInTheMessage() throws IOException {
        Path template = Files.writeString(folder.resolve("t.jinja"), TEMPLATE);
        Path json = folder.resolve("why.json");
        Cli.run(
                        "explain",
                        "--chat",
                        "--system",
                        "Be brief.",
                        "--chat-template",
                        template,
                        "--document",
                        first,
                        "--document-layout",
                        "[{number}] {name}:\\n{text}\\n",
                        "--json",
                        json,
                        "Who?")
                .succeeds();
        Explained e = ReportJson.read(json).explained().getFirst();
        assertThat(e.prompt())
                .isEqualTo(
                        "<system>Be brief.\n<user>[1] first.txt:\nLars likes beans. Farah likes rice.\nWho?\n<assistant>");
        assertThat(e.parts().spans()).extracting(SegmentSpan::name).containsExactly("system", "first.txt", "user");
        assertThat(e.segments()).isPresent();
    }

    @Test
    void manyPromptsShareDocumentsAndALineMayHaveItsOwn() throws IOException {
        Path file = Files.write(
                folder.resolve("p.jsonl"),
                List.of(
                        "{\"prompt\":\"Lars likes\"}",
                        "{\"prompt\":\"Lars likes\",\"documents\":[{\"name\":\"own\",\"text\":\"Lars.\"}]}"));
        String out = Cli.run("explain", "--prompts", file, "--document", first)
                .succeeds()
                .out();
        assertThat(out.lines().toList().get(0)).contains("\"first.txt\"", "\"segment_lines\"");
        assertThat(out.lines().toList().get(1)).contains("\"own\"").doesNotContain("first.txt");
    }

    @Test
    void wrongUsesAreToldInASentence() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty.txt"), "\n");
        assertThat(Cli.run("explain", "--document", empty, "x").isRefused())
                .isEqualTo("lxt: the document 'empty.txt' is empty; leave it out, or give one with text in it");
        assertThat(Cli.run("explain", "--document", folder.resolve("none.txt"), "x")
                        .isRefused())
                .startsWith("lxt: there is no file ");
        assertThat(Cli.run("explain", "--document-layout", "{text}", "x").isCalledWrongly())
                .contains("give --document FILE");
        assertThat(Cli.run("explain", "--document", first, "--document-layout", "no", "x")
                        .isRefused())
                .contains("has to have {text} in it once");
        assertThat(Cli.run("explain", "--document", first, "--ids", "1,2").isCalledWrongly())
                .contains("stands before a prompt of text");
        assertThat(Cli.run("explain", "--document", first, "--image", "cat.jpg").isCalledWrongly())
                .contains("--document FILE is about text");
        Path large = Files.writeString(folder.resolve("large.txt"), "Lars likes beans. ".repeat(500));
        assertThat(Cli.run("explain", "--document", first, "--document", large, "x")
                        .isRefused())
                .matches(
                        "lxt: the prompt has \\d+ tokens, \\d+ of them in 'large\\.txt', but the model was made for at most 512;"
                                + " shorten it");
    }
}
