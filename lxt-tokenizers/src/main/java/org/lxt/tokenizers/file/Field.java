// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lxt.tokenizers.error.TokenizerException;
import tools.jackson.databind.JsonNode;

/**
 * A JSON value together with its place in the file, so that every message about it can say where it is.
 *
 * @param file name of the file, for messages
 * @param path dotted path from the root, empty for the root itself
 * @param node the value, {@code null} where the field is absent or JSON null
 */
public record Field(String file, String path, @Nullable JsonNode node) {

    private static final int LONGEST_QUOTE = 40;
    private static final int LONGEST_TEXT = 120;

    /** The value of a field of this object; absent and JSON null are the same. */
    public Field get(String name) {
        JsonNode child = object().get(name);
        return at(path.isEmpty() ? name : path + "." + name, child);
    }

    /** Whether this object has the field, even as JSON null. */
    public boolean has(String name) {
        return object().has(name);
    }

    public boolean isPresent() {
        return node != null;
    }

    public boolean isObject() {
        return node != null && node.isObject();
    }

    public String text() {
        JsonNode value = required();
        if (!value.isString()) {
            throw wrong("must be a string");
        }
        return value.stringValue();
    }

    public boolean bool() {
        JsonNode value = required();
        if (!value.isBoolean()) {
            throw wrong("must be true or false");
        }
        return value.booleanValue();
    }

    public boolean bool(boolean whenAbsent) {
        return isPresent() ? bool() : whenAbsent;
    }

    /** A token id or type id. */
    public int id() {
        JsonNode value = required();
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 0) {
            throw wrong("must be an integer from 0 to " + Integer.MAX_VALUE);
        }
        return value.intValue();
    }

    /** A number of things, at least one. */
    public int count() {
        int count = id();
        if (count == 0) {
            throw wrong("must be at least 1");
        }
        return count;
    }

    public double number() {
        JsonNode value = required();
        if (!value.isNumber()) {
            throw wrong("must be a number");
        }
        // Python's bare words NaN and Infinity have no decimal value.
        double number = value.isBigDecimal() || value.isIntegralNumber()
                ? DecimalNumber.read(value.decimalValue())
                : value.doubleValue();
        if (!Double.isFinite(number)) {
            throw wrong("must be a number that a double holds");
        }
        return number;
    }

    /** A single character. */
    public int character() {
        String text = text();
        if (text.isEmpty() || text.codePointCount(0, text.length()) != 1) {
            throw wrong("must be one character");
        }
        return text.codePointAt(0);
    }

    public List<Field> elements() {
        JsonNode value = required();
        if (!value.isArray()) {
            throw wrong("must be an array");
        }
        List<Field> elements = new ArrayList<>(value.size());
        for (JsonNode element : value) {
            elements.add(at(path + "[" + elements.size() + "]", element));
        }
        return elements;
    }

    public Map<String, Field> entries() {
        Map<String, Field> entries = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : object().properties()) {
            entries.put(entry.getKey(), at(path + "[" + quote(entry.getKey()) + "]", entry.getValue()));
        }
        return entries;
    }

    public String type() {
        return get("type").text();
    }

    /** Refuses any field outside the given ones: an unknown setting that is skipped gives wrong ids silently. */
    public void allowOnly(String... names) {
        Set<String> known = Set.of(names);
        for (Map.Entry<String, JsonNode> entry : object().properties()) {
            if (!known.contains(entry.getKey())) {
                throw fault("the field " + quote(entry.getKey()) + (path.isEmpty() ? "" : " of " + path)
                        + " is not supported; remove it only if the tokenizer does not depend on it");
            }
        }
    }

    public TokenizerException unsupportedType(String what, String supported) {
        return fault(what + " type " + quote(type()) + " at " + path + " is not supported yet (supported: " + supported
                + "); use a tokenizer of a supported kind");
    }

    /** The error that this value is not what it must be. */
    public TokenizerException wrong(String must) {
        return fault((path.isEmpty() ? "the file" : path) + " " + must
                + (node == null ? " and is missing" : ", not " + shown()) + "; the file is damaged or not a tokenizer");
    }

    public TokenizerException fault(String sentence) {
        return new TokenizerException(file + ": " + sentence);
    }

    public TokenizerException fault(String sentence, Throwable cause) {
        return new TokenizerException(file + ": " + sentence, cause);
    }

    /** The error that a text does not fit what this value says. */
    public TokenizerException faultOfText(String sentence, Throwable cause) {
        return TokenizerException.ofText(file + ": " + sentence, cause);
    }

    /** Text of a file in quotes, on one line and of bounded length. */
    public static String quote(String text) {
        StringBuilder line = new StringBuilder("'");
        text.codePoints().limit(LONGEST_TEXT).forEach(c -> line.appendCodePoint(isShown(c) ? c : '?'));
        return line.append(text.codePointCount(0, text.length()) > LONGEST_TEXT ? "...'" : "'")
                .toString();
    }

    private static boolean isShown(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    private String shown() {
        String json = String.valueOf(node);
        return json.length() <= LONGEST_QUOTE ? json : json.substring(0, LONGEST_QUOTE) + "…";
    }

    private Field at(String childPath, @Nullable JsonNode child) {
        return new Field(file, childPath, child == null || child.isNull() ? null : child);
    }

    private JsonNode object() {
        JsonNode value = required();
        if (!value.isObject()) {
            throw wrong("must be an object");
        }
        return value;
    }

    private JsonNode required() {
        if (node == null) {
            throw wrong("is required");
        }
        return node;
    }
}
