// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.json;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lxt.json.JsonProblem.Kind;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads JSON of unknown origin: only UTF-8, no name twice in an object, nothing after the value, and bounded in size, depth
 * and number of values. What cannot be read ends in an exception that the caller makes of a {@link JsonProblem}. Instances
 * may be used by several threads.
 */
public final class JsonReader {
    /** How deep lists and objects may be nested. */
    public static final int DEPTH = 500;

    /** A value takes many times its text in memory, so a file of nothing but brackets may be only this full of them. */
    private static final int BYTES_PER_TOKEN = 16;

    private static final long FEWEST_TOKENS = 100_000;

    private final long mostBytes;
    private final JsonRefusal refusal;
    private final JsonFactory tokens;
    private final ObjectReader trees;
    private final ObjectReader exactTrees;
    private final ObjectReader values;

    private JsonReader(Dialect dialect, long mostBytes, JsonRefusal refusal) {
        this.mostBytes = mostBytes;
        this.refusal = refusal;
        // Names are not shared between files, so that a file of made-up names leaves nothing behind.
        this.tokens = JsonFactory.builder()
                .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
                .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
                .configure(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS, dialect == Dialect.PYTHON)
                .streamReadConstraints(constraints(mostBytes).build())
                .build();
        JsonMapper mapper = JsonMapper.builder(tokens.rebuild()
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .streamReadConstraints(constraints(mostBytes)
                                .maxTokenCount(Math.max(FEWEST_TOKENS, mostBytes / BYTES_PER_TOKEN))
                                .build())
                        .build())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
        this.trees = mapper.reader();
        this.exactTrees = trees.with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
        this.values = mapper.readerFor(Object.class);
    }

    private static StreamReadConstraints.Builder constraints(long mostBytes) {
        return StreamReadConstraints.builder().maxNestingDepth(DEPTH).maxStringLength((int)
                Math.min(mostBytes, Integer.MAX_VALUE));
    }

    /**
     * A reader.
     *
     * @param dialect what it takes for JSON
     * @param mostBytes the largest file, in bytes, and the longest text, in chars; at least 1
     * @param refusal makes the exceptions
     */
    public static JsonReader of(Dialect dialect, long mostBytes, JsonRefusal refusal) {
        if (mostBytes < 1) {
            throw new IllegalArgumentException("a file that is read may have at least 1 byte, not " + mostBytes);
        }
        return new JsonReader(dialect, mostBytes, refusal);
    }

    /** The value that a file holds. */
    public JsonNode tree(Path file) {
        return tree(trees, file.toString(), utf8(bytes(file)), true);
    }

    /** The value that a file holds, numbers with a fraction or an exponent as decimals, with all their digits. */
    public JsonNode exactTree(Path file) {
        return tree(exactTrees, file.toString(), utf8(bytes(file)), true);
    }

    /**
     * The value that a text holds. Where the text is a single line, a problem has a column only.
     *
     * @param source what to call the text in an exception
     */
    public JsonNode tree(String source, String text) {
        return tree(trees, source, new StringReader(checked(source, text)), text.indexOf('\n') >= 0);
    }

    private JsonNode tree(ObjectReader by, String source, Reader reader, boolean lines) {
        try {
            JsonNode root = by.readTree(reader);
            if (root.isMissingNode()) {
                throw refusal.of(source, Problems.empty());
            }
            return root;
        } catch (JacksonException e) {
            throw refusal.of(source, Problems.of(e, lines));
        }
    }

    /**
     * The value that a file holds, in plain Java: String, Boolean, Double, List, Map with String as its keys, or null; an
     * integer is an Integer, a Long or a BigInteger, whichever is the first to hold it.
     */
    public @Nullable Object value(Path file) {
        return value(file.toString(), utf8(bytes(file)), true);
    }

    /**
     * The value that a text is, in plain Java as above.
     *
     * @param source what to call the text in an exception
     */
    public @Nullable Object value(String source, String text) {
        return value(source, new StringReader(checked(source, text)), text.indexOf('\n') >= 0);
    }

    private @Nullable Object value(String source, Reader reader, boolean lines) {
        try {
            return values.readValue(reader);
        } catch (JacksonException e) {
            throw refusal.of(source, Problems.of(e, lines));
        }
    }

    /**
     * Reads token by token what would take too much memory as a tree. Names that stand twice, the number of values and what
     * comes after the value are for {@code reading} to check.
     *
     * @param source what to call the bytes in an exception
     * @param bytes UTF-8
     */
    public <T> T tokens(String source, byte[] bytes, Function<JsonParser, T> reading) {
        if (bytes.length > mostBytes) {
            throw refusal.of(source, new JsonProblem(Kind.TOO_LARGE, tooLarge("bytes"), null));
        }
        try (JsonParser parser = tokens.createParser(ObjectReadContext.empty(), utf8(bytes))) {
            return reading.apply(parser);
        } catch (JacksonException e) {
            throw refusal.of(source, Problems.of(e, true));
        }
    }

    /** The whole text of a file that is not JSON but has the same limit of size and must be UTF-8 too. */
    public String text(Path file) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes(file)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw refusal.of(file.toString(), Problems.notUtf8(e));
        }
    }

    private byte[] bytes(Path file) {
        try {
            if (!Files.exists(file)) {
                throw refused(file, Kind.ABSENT, "does not exist");
            }
            // Opening a pipe would wait for a writer that may never come.
            if (!Files.isRegularFile(file)) {
                throw refused(file, Kind.NOT_A_FILE, "is not a regular file");
            }
            if (Files.size(file) > mostBytes) {
                throw refused(file, Kind.TOO_LARGE, tooLarge("bytes"));
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw refusal.of(file.toString(), new JsonProblem(Kind.ABSENT, "does not exist", e));
        } catch (IOException e) {
            throw refusal.of(file.toString(), Problems.unreadable(e));
        }
    }

    private String checked(String source, String text) {
        if (text.length() > mostBytes) {
            throw refusal.of(source, new JsonProblem(Kind.TOO_LARGE, tooLarge("characters"), null));
        }
        return text;
    }

    private RuntimeException refused(Path file, Kind kind, String what) {
        return refusal.of(file.toString(), new JsonProblem(kind, what, null));
    }

    private String tooLarge(String unit) {
        return "has more than " + mostBytes + " " + unit;
    }

    /** Fails on anything that is not UTF-8 rather than guess or replace. */
    private static Reader utf8(byte[] bytes) {
        return new InputStreamReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8.newDecoder());
    }
}
