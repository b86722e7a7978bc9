// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lxt.report.ReportException;
import tools.jackson.databind.JsonNode;

/** A place in a JSON file that knows its path, so that a refusal can name it. */
final class JsonField {
    private final @Nullable JsonNode node;
    private final String file;
    private final String path;

    JsonField(@Nullable JsonNode node, String file, String path) {
        this.node = node;
        this.file = file;
        this.path = path;
    }

    JsonField get(String name) {
        JsonNode self = expect("an object", JsonNode::isObject);
        return new JsonField(self.get(name), file, path.isEmpty() ? name : path + "." + name);
    }

    /** The field if it is there and not null. */
    Optional<JsonField> find(String name) {
        JsonField field = get(name);
        return field.node == null || field.node.isNull() ? Optional.empty() : Optional.of(field);
    }

    <T> List<T> list(Function<JsonField, T> element) {
        JsonNode self = expect("a list", JsonNode::isArray);
        List<T> all = new ArrayList<>(self.size());
        for (int i = 0; i < self.size(); i++) {
            all.add(element.apply(new JsonField(self.get(i), file, path + "[" + i + "]")));
        }
        return all;
    }

    String text() {
        return expect("a text", JsonNode::isString).stringValue();
    }

    int integer() {
        return expect("a whole number", n -> n.isIntegralNumber() && n.canConvertToInt())
                .intValue();
    }

    double number() {
        return expect("a number", JsonNode::isNumber).doubleValue();
    }

    boolean flag() {
        return expect("true or false", JsonNode::isBoolean).booleanValue();
    }

    /** A refusal that names this place. */
    ReportException wrong(String what) {
        return new ReportException(file + " is damaged: " + path + " " + what);
    }

    private JsonNode expect(String kind, Function<JsonNode, Boolean> test) {
        if (node == null) {
            throw new ReportException(file + " is damaged: it lacks " + path);
        }
        if (!test.apply(node)) {
            throw new ReportException(file + " is damaged: " + path + " is not " + kind);
        }
        return node;
    }
}
