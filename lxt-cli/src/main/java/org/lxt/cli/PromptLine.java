package org.lxt.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.lxt.explain.ExplainException;
import org.lxt.explain.Target;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A prompt of a file of prompts.
 *
 * @param number its line, from 1
 * @param prompt the text
 * @param targets what to explain
 */
record PromptLine(int number, String prompt, List<Target> targets) {
    private static final Set<String> FIELDS = Set.of("prompt", "target", "contrast", "position");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /**
     * Reads a file: one prompt a line, or in a file whose name ends in {@code .jsonl} one object a line. Empty lines are
     * passed over.
     *
     * @param defaults the targets of lines that name none
     */
    static List<PromptLine> read(Path file, TargetOptions defaults) throws IOException {
        Path name = file.getFileName();
        boolean json = name != null && name.toString().endsWith(".jsonl");
        List<PromptLine> all = new ArrayList<>();
        int number = 0;
        for (String text : PromptText.of(file).split("\r\n|\n", -1)) {
            number++;
            if (!text.isBlank()) {
                all.add(json ? object(file, number, text, defaults) : new PromptLine(number, text, defaults.resolve()));
            }
        }
        if (all.isEmpty()) {
            throw new ExplainException(file + " holds no prompt; give one a line");
        }
        return all;
    }

    private static PromptLine object(Path file, int number, String text, TargetOptions defaults) {
        JsonNode node;
        try {
            node = JSON.readTree(text);
        } catch (JacksonException e) {
            throw wrong(
                    file,
                    number,
                    "is not valid JSON at column " + e.getLocation().getColumnNr());
        }
        if (!node.isObject() || !node.path("prompt").isString()) {
            throw wrong(file, number, "is no object with a text as its \"prompt\"");
        }
        for (String field : node.propertyNames()) {
            if (!FIELDS.contains(field)) {
                throw wrong(
                        file, number, "has a field \"" + field + "\"; known are prompt, target, contrast and position");
            }
        }
        JsonNode position = node.path("position");
        if (!position.isMissingNode() && !(position.isIntegralNumber() && position.canConvertToInt())) {
            throw wrong(file, number, "has a \"position\" that is no whole number");
        }
        List<Target> targets = TargetOptions.resolve(
                tokens(file, number, node.path("target"), defaults.targets),
                tokens(file, number, node.path("contrast"), defaults.contrasts),
                position.isMissingNode() ? defaults.position : Integer.valueOf(position.intValue()));
        return new PromptLine(number, node.path("prompt").stringValue(), targets);
    }

    /** A token as the options name it, or a list of them; a number is an id. */
    private static List<String> tokens(Path file, int number, JsonNode node, List<String> fallback) {
        if (node.isMissingNode()) {
            return fallback;
        }
        List<String> all = new ArrayList<>();
        for (JsonNode token : node.isArray() ? node.values() : List.of(node)) {
            if (!token.isString() && !token.isIntegralNumber()) {
                throw wrong(file, number, "has a token that is neither a text nor a number");
            }
            all.add(token.isString() ? token.stringValue() : token.asString());
        }
        return all;
    }

    private static ExplainException wrong(Path file, int number, String what) {
        return new ExplainException(file + ", line " + number + " " + what);
    }
}
