package org.lxt.tokenizers;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads text files line by line. */
final class TextLines {

    private TextLines() {}

    /** The lines, which end at line feeds alone: tokens may well have other line separators of Unicode. */
    static List<String> read(Path file) {
        try {
            FileSize.check(file);
            String text = Files.readString(file, StandardCharsets.UTF_8);
            String whole = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
            return whole.isEmpty()
                    ? List.of()
                    : List.of(whole.split("\n", -1)).stream()
                            .map(line -> line.endsWith("\r") ? line.substring(0, line.length() - 1) : line)
                            .toList();
        } catch (CharacterCodingException e) {
            throw new TokenizerException(
                    file.getFileName() + ": the file is not UTF-8; it is damaged or not a tokenizer", e);
        } catch (IOException e) {
            throw new TokenizerException(
                    file.getFileName() + ": the file " + file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
