package org.lxt.tokenizers;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads the {@code decoder} of a tokenizer.json. */
final class Decoders {

    private Decoders() {}

    static Decoder read(Field field) {
        if (!field.isPresent()) {
            return new Plain();
        }
        return switch (field.type()) {
            case "ByteLevel" -> {
                field.allowOnly("type", "add_prefix_space", "trim_offsets", "use_regex");
                yield new ByteLevel();
            }
            default -> throw field.unsupportedType("decoder", "ByteLevel");
        };
    }

    /** What the reference library does without a decoder. */
    private static final class Plain implements Decoder {

        @Override
        public String decode(List<String> tokens) {
            return String.join(" ", tokens);
        }

        @Override
        public byte[] bytes(String token) {
            return token.getBytes(StandardCharsets.UTF_8);
        }
    }

    private static final class ByteLevel implements Decoder {

        @Override
        public String decode(List<String> tokens) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (String token : tokens) {
                bytes.writeBytes(ByteAlphabet.bytes(token));
            }
            return Utf8.decode(bytes.toByteArray());
        }

        @Override
        public byte[] bytes(String token) {
            return ByteAlphabet.bytes(token);
        }
    }
}
