// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tasks.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lxt.tasks.refusal.TaskException;
import tools.jackson.databind.JsonNode;

/** The fields of a request, each read as what it has to be. A field that is null is not there. */
final class TaskFields {
    private final JsonNode root;

    TaskFields(JsonNode root) {
        this.root = root;
    }

    boolean has(String name) {
        return !at(name).isMissingNode();
    }

    /** A field; missing if it is null. */
    private JsonNode at(String name) {
        JsonNode node = root.path(name);
        return node.isNull() ? root.path("") : node;
    }

    boolean isText(String name) {
        return at(name).isString();
    }

    /** Refuses fields that nothing would read. */
    void requireKnown(List<String> known) {
        for (String field : root.propertyNames()) {
            if (!known.contains(field)) {
                throw new TaskException("there is no field \"" + field + "\"; there are "
                        + String.join(", ", known.subList(0, known.size() - 1)) + " and " + known.getLast());
            }
        }
    }

    String text(String name) {
        return optionalText(name).orElseThrow(() -> new TaskException("there is no text as the \"" + name + "\""));
    }

    Optional<String> optionalText(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        if (!isText(name)) {
            throw new TaskException("the \"" + name + "\" is not a text");
        }
        return Optional.of(at(name).stringValue());
    }

    Optional<Integer> optionalInt(String name) {
        JsonNode node = at(name);
        if (node.isMissingNode()) {
            return Optional.empty();
        }
        if (!isInt(node)) {
            throw new TaskException("the \"" + name + "\" is not a whole number");
        }
        return Optional.of(node.intValue());
    }

    Optional<Long> optionalLong(String name) {
        JsonNode node = at(name);
        if (node.isMissingNode()) {
            return Optional.empty();
        }
        if (!node.isIntegralNumber() || !node.canConvertToLong()) {
            throw new TaskException("the \"" + name + "\" is no whole number of 64 bits");
        }
        return Optional.of(node.longValue());
    }

    Optional<Double> optionalNumber(String name) {
        JsonNode node = at(name);
        if (node.isMissingNode()) {
            return Optional.empty();
        }
        if (!node.isNumber()) {
            throw new TaskException("the \"" + name + "\" is no number");
        }
        return Optional.of(node.asDouble());
    }

    /** Texts, one or a list; none if the field is not there. */
    List<String> texts(String name) {
        List<String> all = new ArrayList<>();
        for (JsonNode node : oneOrMore(name)) {
            if (!node.isString()) {
                throw new TaskException("the \"" + name + "\" is neither a text nor a list of texts");
            }
            all.add(node.stringValue());
        }
        return all;
    }

    private static boolean isInt(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToInt();
    }

    boolean flag(String name) {
        JsonNode node = at(name);
        if (!node.isMissingNode() && !node.isBoolean()) {
            throw new TaskException("the \"" + name + "\" is neither true nor false");
        }
        return node.asBoolean(false);
    }

    int[] ids() {
        if (!at("ids").isArray()) {
            throw new TaskException("the \"ids\" are not a list of token ids");
        }
        return at("ids").values().stream().mapToInt(TaskFields::id).toArray();
    }

    private static int id(JsonNode node) {
        if (!isInt(node)) {
            throw new TaskException("the \"ids\" are not a list of token ids: they are whole numbers from 0");
        }
        return node.intValue();
    }

    /** Numbers; none if the field is not there. */
    List<Double> numbers(String name) {
        List<Double> all = new ArrayList<>();
        for (JsonNode node : oneOrMore(name)) {
            if (!node.isNumber()) {
                throw new TaskException("the \"" + name + "\" are not a list of numbers");
            }
            all.add(node.asDouble());
        }
        return all;
    }

    /** Tokens as people name them, one or a list; a number is an id. */
    Optional<List<String>> tokens(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        List<String> all = new ArrayList<>();
        for (JsonNode token : oneOrMore(name)) {
            if (!token.isString() && !token.isIntegralNumber()) {
                throw new TaskException("a token is neither a text nor a number");
            }
            all.add(token.isString() ? token.stringValue() : token.asString());
        }
        return Optional.of(all);
    }

    /** The entries of a list, or the field as the only one; none if it is not there. */
    Iterable<JsonNode> oneOrMore(String name) {
        JsonNode node = at(name);
        return node.isMissingNode() ? List.of() : node.isArray() ? node.values() : List.of(node);
    }

    /** The fields of an object in this one; none if it is not there. */
    TaskFields inner(String name) {
        JsonNode node = at(name);
        if (!node.isMissingNode() && !node.isObject()) {
            throw new TaskException("the \"" + name + "\" is not an object");
        }
        return new TaskFields(node);
    }

    /** A list of objects, or one; none if the field is not there. */
    List<TaskFields> inners(String name) {
        List<TaskFields> all = new ArrayList<>();
        for (JsonNode node : oneOrMore(name)) {
            if (!node.isObject()) {
                throw new TaskException("the \"" + name + "\" are not a list of objects");
            }
            all.add(new TaskFields(node));
        }
        return all;
    }

    /** A list of objects as maps of plain values. */
    List<Map<String, @Nullable Object>> objects(String name) {
        List<Map<String, @Nullable Object>> all = new ArrayList<>();
        for (JsonNode node : oneOrMore(name)) {
            if (!node.isObject()) {
                throw new TaskException("the \"" + name + "\" are not a list of objects");
            }
            all.add(map(node));
        }
        return all;
    }

    private static Map<String, @Nullable Object> map(JsonNode node) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        node.properties().forEach(field -> map.put(field.getKey(), plain(field.getValue())));
        return Collections.unmodifiableMap(map);
    }

    private static @Nullable Object plain(JsonNode node) {
        if (node.isObject()) {
            return map(node);
        }
        if (node.isArray()) {
            List<@Nullable Object> list = new ArrayList<>();
            node.values().forEach(value -> list.add(plain(value)));
            return Collections.unmodifiableList(list);
        }
        if (node.isString()) {
            return node.stringValue();
        }
        if (node.isIntegralNumber()) {
            return node.canConvertToLong() ? (Object) node.longValue() : (Object) node.asDouble();
        }
        return node.isNumber() ? (Object) node.asDouble() : node.isBoolean() ? (Object) node.booleanValue() : null;
    }
}
