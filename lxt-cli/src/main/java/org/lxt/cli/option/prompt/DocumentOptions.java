// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.option.prompt;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lxt.tasks.ask.Documents;
import org.lxt.tasks.ask.PromptText;
import org.lxt.tasks.ask.TextInput;
import picocli.CommandLine.Option;

/** Options for documents that stand before the prompt. */
public final class DocumentOptions {
    @Option(
            names = "--document",
            paramLabel = "FILE",
            description =
                    "Put the text of this file before the prompt, with --chat before it in the message, and show its"
                            + " relevance as that of a part; several times for several.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--document-layout",
            paramLabel = "TEXT",
            description =
                    "How each document is put: {text} stands for it, {name} for its name, {number} for its number, \\n for a"
                            + " line end; '{text}\\n\\n' without it.")
    private @Nullable String layout;

    private @Nullable Documents read;

    /** What is wrong with these options, or null. */
    @Nullable
    public String problem(boolean withIds) {
        if (layout != null && files.isEmpty()) {
            return "--document-layout TEXT is how documents are put: give --document FILE";
        }
        return !files.isEmpty() && withIds
                ? "--document FILE stands before a prompt of text; leave --ids out, or the documents"
                : null;
    }

    /** Whether there are documents. */
    public boolean areGiven() {
        return !files.isEmpty();
    }

    /** Reads the files. */
    public void read() throws IOException {
        List<Documents.Document> documents = new ArrayList<>();
        for (Path file : files) {
            documents.add(new Documents.Document(String.valueOf(file.getFileName()), PromptText.of(file, false)));
        }
        if (!documents.isEmpty()) {
            String usual = Documents.USUAL_LAYOUT;
            String given = layout == null ? usual : layout.replace("\\n", "\n").replace("\\t", "\t");
            read = new Documents(documents, given);
        }
    }

    /** An input with the documents before it, if there are any. */
    public TextInput before(TextInput input) {
        return read == null ? input : new TextInput.Documented(input, read);
    }
}
