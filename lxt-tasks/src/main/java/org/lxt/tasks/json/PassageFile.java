// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tasks.json;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lxt.tasks.ask.PromptText;
import org.lxt.tasks.rank.Passage;
import org.lxt.tasks.refusal.TaskException;

/**
 * Reads passages from a file: one per line, or, where its name ends in {@code .jsonl}, one per line as an object with {@code text} and,
 * if wanted, {@code name}. Empty lines are passed over. A passage without a name is called by the number of its line.
 */
public final class PassageFile {
    private PassageFile() {}

    /**
     * Reads a file.
     *
     * @throws TaskException if it holds no passage, or a line of it is none
     */
    public static List<Passage> read(Path file) throws IOException {
        String text;
        try {
            text = PromptText.decode(PromptText.bytes(file));
        } catch (CharacterCodingException _) {
            throw new TaskException(file + " is not text in UTF-8; convert it first");
        }
        boolean isJson = String.valueOf(file.getFileName()).endsWith(".jsonl");
        List<Passage> passages = new ArrayList<>();
        int number = 0;
        for (String line : text.split("\r\n|\n|\r", -1)) {
            number++;
            if (!line.isBlank()) {
                String usual = "passage " + number;
                try {
                    passages.add(isJson ? TaskJson.passage(line, usual) : new Passage(usual, line));
                } catch (TaskException e) {
                    throw new TaskException(file + ", line " + number + ": " + e.getMessage());
                }
            }
        }
        if (passages.isEmpty()) {
            throw new TaskException(file + " holds no passage; give one per line");
        }
        return passages;
    }
}
