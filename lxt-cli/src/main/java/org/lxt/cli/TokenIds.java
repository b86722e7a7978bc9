package org.lxt.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.lxt.explain.ExplainException;

/** Reads a file of token ids: a JSON array, or numbers apart by spaces, commas or line ends. */
final class TokenIds {
    /** Characters of something wrong that a message quotes. */
    private static final int QUOTED = 40;

    private TokenIds() {}

    static int[] read(Path file) throws IOException {
        String text = textOf(file).strip();
        if (text.startsWith("[") != text.endsWith("]")) {
            throw new ExplainException(file + " begins or ends with a bracket, but not both: give a JSON array of"
                    + " numbers, or numbers apart by spaces or commas");
        }
        String inner =
                text.startsWith("[") ? text.substring(1, text.length() - 1).strip() : text;
        if (inner.isEmpty()) {
            throw new ExplainException(file + " holds no token ids; give at least one");
        }
        return Arrays.stream(inner.split("\\s*,\\s*|\\s+"))
                .mapToInt(n -> parse(file, n))
                .toArray();
    }

    private static String textOf(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new ExplainException(file + " is a folder; give a file of token ids");
        }
        try {
            return Files.readString(file);
        } catch (CharacterCodingException _) {
            throw new ExplainException(file + " is not a text file in UTF-8; give a file of token ids");
        }
    }

    private static int parse(Path file, String number) {
        try {
            return Integer.parseInt(number);
        } catch (NumberFormatException _) {
            String quoted = number.length() > QUOTED ? number.substring(0, QUOTED) + "..." : number;
            throw new ExplainException(file + ": '" + quoted + "' is not a token id; ids are whole numbers from 0");
        }
    }
}
