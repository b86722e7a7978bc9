package org.lxt.cli.batch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.lxt.cli.input.PromptText;
import org.lxt.cli.input.TargetNames;
import org.lxt.explain.ExplainException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A file of prompts, one a line; where its name ends in {@code .jsonl}, or it is standard input and begins with a brace, an
 * object a line. Empty lines are passed over. What is wrong with a line is a matter of that line alone.
 *
 * @param name what it is called
 * @param lines the lines that are not empty
 */
public record PromptFile(String name, List<BatchLine> lines) {
    private static final Set<String> FIELDS = Set.of("prompt", "target", "contrast", "position");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /**
     * Reads a file.
     *
     * @param defaults what is asked by lines that do not say
     */
    public static PromptFile read(Path file, TargetNames defaults) throws IOException {
        Path name = file.getFileName();
        boolean json = name != null && name.toString().endsWith(".jsonl");
        return of(file.toString(), PromptText.bytes(file), json, defaults);
    }

    /** Reads standard input. */
    public static PromptFile read(InputStream in, TargetNames defaults) throws IOException {
        byte[] bytes = in.readAllBytes();
        int first = 0;
        while (first < bytes.length && bytes[first] <= ' ' && bytes[first] >= 0) {
            first++;
        }
        return of("standard input", bytes, first < bytes.length && bytes[first] == '{', defaults);
    }

    private static PromptFile of(String name, byte[] bytes, boolean json, TargetNames defaults) {
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
            add(all, number, Arrays.copyOfRange(bytes, start, start + length), json, defaults);
            start = end + 1;
        }
        if (all.isEmpty()) {
            throw new ExplainException(name + " holds no prompt; give one a line");
        }
        return new PromptFile(name, List.copyOf(all));
    }

    private static void add(List<BatchLine> all, int number, byte[] bytes, boolean json, TargetNames defaults) {
        try {
            String text = PromptText.decode(bytes);
            if (!text.isBlank()) {
                all.add(json ? object(number, text, defaults) : new BatchLine.Question(number, text, defaults));
            }
        } catch (CharacterCodingException _) {
            all.add(new BatchLine.Problem(number, "this is not text in UTF-8; convert it first"));
        } catch (ExplainException e) {
            all.add(new BatchLine.Problem(number, String.valueOf(e.getMessage())));
        }
    }

    private static BatchLine object(int number, String text, TargetNames defaults) {
        JsonNode node;
        try {
            node = JSON.readTree(text);
        } catch (JacksonException e) {
            throw new ExplainException(
                    "this is not valid JSON at column " + e.getLocation().getColumnNr());
        }
        if (!node.isObject() || !node.path("prompt").isString()) {
            throw new ExplainException("this is no object with a text as its \"prompt\"");
        }
        for (String field : node.propertyNames()) {
            if (!FIELDS.contains(field)) {
                throw new ExplainException(
                        "there is no field \"" + field + "\"; there are prompt, target, contrast and position");
            }
        }
        JsonNode position = node.path("position");
        if (!position.isMissingNode() && !(position.isIntegralNumber() && position.canConvertToInt())) {
            throw new ExplainException("the \"position\" is no whole number");
        }
        TargetNames asked = new TargetNames(
                tokens(node.path("target"), defaults.targets()),
                tokens(node.path("contrast"), defaults.contrasts()),
                position.isMissingNode() ? defaults.position() : Integer.valueOf(position.intValue()));
        return new BatchLine.Question(number, node.path("prompt").stringValue(), asked);
    }

    /** A token as the options name it, or a list of them; a number is an id. */
    private static List<String> tokens(JsonNode node, List<String> fallback) {
        if (node.isMissingNode()) {
            return fallback;
        }
        List<String> all = new ArrayList<>();
        for (JsonNode token : node.isArray() ? node.values() : List.of(node)) {
            if (!token.isString() && !token.isIntegralNumber()) {
                throw new ExplainException("a token is neither a text nor a number");
            }
            all.add(token.isString() ? token.stringValue() : token.asString());
        }
        return all;
    }
}
