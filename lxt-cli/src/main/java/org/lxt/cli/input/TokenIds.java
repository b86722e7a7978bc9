// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.input;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.lxt.explain.request.ExplainException;
import org.lxt.tasks.ask.PromptText;

/** Reads token ids: a JSON array, or numbers separated by spaces, commas or line ends. */
public final class TokenIds {
    /** How many characters of a wrong input a message quotes. */
    private static final int QUOTED = 40;

    private static final String LIST = "[-\\d,\\s\\[\\]]*\\d[-\\d,\\s\\[\\]]*";

    private TokenIds() {}

    /**
     * Ids as an option gives them: the name of a file, {@code -} for standard input, or the ids themselves. A file whose
     * name reads like ids comes before them.
     *
     * @throws ExplainException if what is given or read is not a list of ids
     */
    public static int[] of(String value, InputStream standardInput) throws IOException {
        if (value.equals("-")) {
            return parse("standard input", decoded(standardInput.readAllBytes(), "standard input"));
        }
        Optional<Path> file = file(value);
        if (file.isPresent()) {
            return read(file.get());
        }
        if (!value.matches(LIST)) {
            if (value.matches("[^,\\[\\]]*")) {
                throw new NoSuchFileException(value);
            }
            throw new ExplainException("'" + shortened(value)
                    + "' is neither a file nor a list of token ids; give a file, or ids such as 1,2,3");
        }
        return parse("--ids", value);
    }

    private static Optional<Path> file(String value) {
        try {
            return Optional.of(Path.of(value)).filter(Files::exists);
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }

    private static int[] read(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new ExplainException(file + " is a folder; give a file of token ids");
        }
        return parse(file.toString(), decoded(Files.readAllBytes(file), file.toString()));
    }

    private static String decoded(byte[] bytes, String source) {
        try {
            return PromptText.decode(bytes);
        } catch (CharacterCodingException _) {
            throw new ExplainException(source + " is not a text file in UTF-8; give a file of token ids");
        }
    }

    private static int[] parse(String source, String all) {
        String text = all.strip();
        if (text.startsWith("[") != text.endsWith("]")) {
            throw new ExplainException(source + " begins or ends with a bracket, but not both: give a JSON array of"
                    + " numbers, or numbers separated by spaces or commas");
        }
        String inner =
                text.startsWith("[") ? text.substring(1, text.length() - 1).strip() : text;
        if (inner.isEmpty()) {
            throw new ExplainException(source + " holds no token ids; give at least one");
        }
        return Arrays.stream(inner.split("\\s*,\\s*|\\s+"))
                .mapToInt(n -> number(source, n))
                .toArray();
    }

    private static int number(String source, String number) {
        try {
            return Integer.parseInt(number);
        } catch (NumberFormatException _) {
            throw new ExplainException(
                    source + ": '" + shortened(number) + "' is not a token id; ids are whole numbers from 0");
        }
    }

    private static String shortened(String text) {
        return text.length() > QUOTED ? text.substring(0, QUOTED) + "..." : text;
    }
}
