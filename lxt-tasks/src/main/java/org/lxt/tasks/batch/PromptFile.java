// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tasks.batch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.lxt.api.LxtException;
import org.lxt.tasks.TextTask;
import org.lxt.tasks.ask.PromptText;
import org.lxt.tasks.ask.TargetNames;
import org.lxt.tasks.ask.TextInput;
import org.lxt.tasks.json.TaskJson;
import org.lxt.tasks.refusal.TaskException;

/**
 * A file of prompts, one per line; where its name ends in {@code .jsonl}, or it is standard input and begins with a
 * brace, one object per line, as {@link TaskJson#line} reads it. Empty lines are passed over. What is wrong with a line
 * is a matter of that line alone.
 *
 * @param name what it is called
 * @param lines the lines that are not empty
 */
public record PromptFile(String name, List<BatchLine> lines) {
    /**
     * What is made of the lines.
     *
     * @param prompt what is made of a text, such as a message of a chat
     * @param targets what is asked by lines that do not say
     */
    public record Form(Function<String, TextInput> prompt, TargetNames targets) {
        /** Texts as they are, explained at what the model answers. */
        public static final Form PLAIN = new Form(TextInput::of, TargetNames.NONE);
    }

    /**
     * Reads a file.
     *
     * @throws TaskException if it holds no prompt
     */
    public static PromptFile read(Path file, Form form) throws IOException {
        Path name = file.getFileName();
        boolean json = name != null && name.toString().endsWith(".jsonl");
        return of(file.toString(), PromptText.bytes(file), json, form);
    }

    /** Reads a stream, which is called standard input. */
    public static PromptFile read(InputStream in, Form form) throws IOException {
        byte[] bytes = in.readAllBytes();
        int first = 0;
        while (first < bytes.length && bytes[first] <= ' ' && bytes[first] >= 0) {
            first++;
        }
        return of("standard input", bytes, first < bytes.length && bytes[first] == '{', form);
    }

    private static PromptFile of(String name, byte[] bytes, boolean json, Form form) {
        List<BatchLine> all = new ArrayList<>();
        int number = 0;
        int start = 0;
        while (start < bytes.length) {
            int end = start;
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
            number++;
            int length = end > start && bytes[end - 1] == '\r' ? end - 1 - start : end - start;
            add(all, number, Arrays.copyOfRange(bytes, start, start + length), json, form);
            start = end + 1;
        }
        if (all.isEmpty()) {
            throw new TaskException(name + " holds no prompt; give one per line");
        }
        return new PromptFile(name, List.copyOf(all));
    }

    private static void add(List<BatchLine> all, int number, byte[] bytes, boolean json, Form form) {
        try {
            String text = PromptText.decode(bytes);
            if (!text.isBlank()) {
                TextTask task = json
                        ? TaskJson.line(text, form.prompt(), form.targets())
                        : new TextTask(form.prompt().apply(text), form.targets());
                all.add(new BatchLine.Question(number, task));
            }
        } catch (CharacterCodingException _) {
            all.add(new BatchLine.Problem(number, "this is not text in UTF-8; convert it first"));
        } catch (LxtException e) {
            all.add(new BatchLine.Problem(number, String.valueOf(e.getMessage())));
        }
    }
}
