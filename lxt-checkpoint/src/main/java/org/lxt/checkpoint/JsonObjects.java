package org.lxt.checkpoint;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lxt.checkpoint.internal.Refusal;
import org.lxt.spi.ModelException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads JSON of unknown origin: UTF-8 only, no duplicate names, bounded in size and depth. */
final class JsonObjects {
    /** Several times the index of the largest checkpoints; anything larger was not meant to be read as JSON. */
    private static final long MAX_BYTES = 64_000_000;

    /** Bounds the memory that a file of nothing but brackets can take. */
    private static final long MAX_TOKENS = 4_000_000;

    private static final int MAX_STRING = 10_000_000;

    // Names are not shared between files, so that a file of made-up names leaves nothing behind.
    static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxStringLength(MAX_STRING).build())
            .build();

    // Python's json module writes NaN and Infinity as bare words, and checkpoints are written with it.
    private static final JsonMapper MAPPER = JsonMapper.builder(FACTORY.rebuild()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(MAX_STRING)
                            .maxTokenCount(MAX_TOKENS)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** How the parser says that a name stands in an object twice. */
    private static final Pattern TWICE = Pattern.compile("(?s)^Duplicate Object property \"(.*)\"$");

    private JsonObjects() {}

    /**
     * The object that a file holds, its values as String, Boolean, Integer, Long, Double, List, Map or null; an integer
     * beyond the range of long is a BigInteger.
     */
    static Map<String, Object> read(Path file) {
        if (!(readAny(file) instanceof Map<?, ?> map)) {
            throw Refusal.damaged(file.toString(), "is not a JSON object");
        }
        return object(map);
    }

    /** The value that a file holds, of the same types. */
    static Object readAny(Path file) {
        byte[] bytes;
        try {
            if (!Files.isRegularFile(file)) {
                throw new ModelException(file + ": is not a regular file; put the checkpoint's own file there");
            }
            if (Files.size(file) > MAX_BYTES) {
                throw new ModelException(file + ": has more than " + MAX_BYTES
                        + " bytes; put the JSON file that belongs to the checkpoint there");
            }
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw Refusal.unreadable(file, e);
        }
        try {
            Object value = MAPPER.readValue(utf8(bytes), Object.class);
            return value == null ? "null" : value;
        } catch (JacksonException e) {
            throw Refusal.damaged(file.toString(), "is not valid JSON" + place(e));
        }
    }

    /** An object that was read. */
    static Map<String, Object> object(Map<?, ?> map) {
        Map<String, Object> result = new LinkedHashMap<>();
        map.forEach((name, element) -> result.put((String) name, element));
        return result;
    }

    /** A reader that fails on anything that is not UTF-8 rather than guess or replace. */
    static Reader utf8(byte[] bytes) {
        return new InputStreamReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8.newDecoder());
    }

    /** Where the fault is, and what it is if it is one of a few that can be told; in words of our own. */
    static String place(JacksonException e) {
        if (e.getCause() instanceof CharacterCodingException) {
            return ": it is not text in UTF-8";
        }
        String where = e.getLocation() == null || e.getLocation().getLineNr() < 1
                ? ""
                : " at line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
        return where + fault(e);
    }

    private static String fault(JacksonException e) {
        if (e instanceof UnexpectedEndOfInputException) {
            return ": it ends too early";
        }
        if (e instanceof StreamConstraintsException) {
            return ": it is larger or deeper than anything that belongs to a checkpoint";
        }
        Matcher twice = TWICE.matcher(String.valueOf(e.getOriginalMessage()));
        return twice.find() ? ": the name " + Refusal.quote(twice.group(1)) + " stands there twice" : "";
    }
}
