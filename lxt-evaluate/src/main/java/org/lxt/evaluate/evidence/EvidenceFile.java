// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.evaluate.evidence;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lxt.tasks.ask.PromptText;
import org.lxt.tasks.refusal.TaskException;

/**
 * A file of prompts whose evidence is known, one to a line.
 *
 * @param name what it is called in messages
 * @param prompts its prompts, at least one, each once
 */
public record EvidenceFile(String name, List<EvidencePrompt> prompts) {
    /** Copies the list. */
    public EvidenceFile {
        prompts = List.copyOf(prompts);
    }

    /**
     * Reads a file. Images are looked for next to it.
     *
     * @throws TaskException if a line is not a prompt with its evidence, or stands there twice
     * @throws IOException if it cannot be read
     */
    public static EvidenceFile read(Path file) throws IOException {
        String text;
        try {
            text = PromptText.decode(PromptText.bytes(file));
        } catch (CharacterCodingException _) {
            throw new TaskException(file + " is not text in UTF-8; convert it first");
        }
        List<EvidencePrompt> prompts = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        Path folder = file.toAbsolutePath().getParent();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            EvidencePrompt prompt = new EvidenceReading(file + ", line " + number, folder).prompt(number, line);
            Integer before = seen.putIfAbsent(prompt.digest(), number);
            if (before != null) {
                throw new TaskException(file + ", line " + number + ": the same prompt stands in line " + before
                        + "; leave one of them out");
            }
            prompts.add(prompt);
        }
        if (prompts.isEmpty()) {
            throw new TaskException(
                    file + " holds no prompt; give a JSON object with a prompt and its evidence per line");
        }
        return new EvidenceFile(file.toString(), prompts);
    }

    /** The first prompts alone. */
    public EvidenceFile first(int count) {
        return new EvidenceFile(name, prompts.subList(0, Math.min(count, prompts.size())));
    }
}
