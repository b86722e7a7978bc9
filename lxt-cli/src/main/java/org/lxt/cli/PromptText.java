package org.lxt.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lxt.explain.ExplainException;

/** Reads a prompt as it is, its last line end included: to a model it is a token. */
final class PromptText {
    private PromptText() {}

    static String of(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new ExplainException(file + " is a folder; name a file with the prompt");
        }
        return decode(Files.readAllBytes(file), file.toString());
    }

    static String of(InputStream in) throws IOException {
        return decode(in.readAllBytes(), "standard input");
    }

    private static String decode(byte[] bytes, String source) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ExplainException(source + " is not text in UTF-8; convert it first");
        }
    }
}
