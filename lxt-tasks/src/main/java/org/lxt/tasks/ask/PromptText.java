// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tasks.ask;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lxt.tasks.refusal.TaskException;

/** Reads a prompt. Editors and {@code echo} end their text with a line end, which a model would see as a token. */
public final class PromptText {
    private PromptText() {}

    /**
     * The text of a file.
     *
     * @param keepLineEnd whether a line end at the end of it belongs to the prompt
     */
    public static String of(Path file, boolean keepLineEnd) throws IOException {
        return of(bytes(file), file.toString(), keepLineEnd);
    }

    /** The text of standard input, as that of a file. */
    public static String of(InputStream in, boolean keepLineEnd) throws IOException {
        return of(in.readAllBytes(), "standard input", keepLineEnd);
    }

    private static String of(byte[] bytes, String source, boolean keepLineEnd) {
        String text;
        try {
            text = decode(bytes);
        } catch (CharacterCodingException _) {
            throw new TaskException(source + " is not text in UTF-8; convert it first");
        }
        return keepLineEnd ? text : withoutLineEnd(text);
    }

    private static String withoutLineEnd(String text) {
        for (String end : new String[] {"\r\n", "\n", "\r"}) {
            if (text.endsWith(end)) {
                return text.substring(0, text.length() - end.length());
            }
        }
        return text;
    }

    /** The bytes of a file that is to hold prompts. */
    public static byte[] bytes(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new TaskException(file + " is a folder; name a file with the prompt");
        }
        return Files.readAllBytes(file);
    }

    /**
     * Bytes of UTF-8 as text.
     *
     * @throws CharacterCodingException if they are something else
     */
    public static String decode(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }
}
