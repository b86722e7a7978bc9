// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lxt.checkpoint.internal.Refusal;
import org.lxt.checkpoint.stored.StoredType;
import org.lxt.json.Dialect;
import org.lxt.json.JsonReader;
import org.lxt.spi.checkpoint.ModelException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The JSON of a safetensors header. Token by token: a header may have 100 MB, and a tree of it would be many times
 * that.
 */
final class HeaderParser {
    private static final int MAX_RANK = 64;

    private static final JsonReader READER = JsonReader.of(
            Dialect.STANDARD,
            SafetensorsHeader.MAX_BYTES,
            (file, problem) -> Refusal.damaged(file, "the header " + problem.what()));

    /** What the header says about a tensor; not yet checked against the data. */
    record Declared(String name, StoredType type, long[] shape, long begin, long end) {}

    private final String file;
    private final JsonParser json;
    private final Map<String, Declared> tensors = new LinkedHashMap<>();
    private @Nullable Map<String, String> metadata;

    private HeaderParser(String file, JsonParser json) {
        this.file = file;
        this.json = json;
    }

    /**
     * Parses a header.
     *
     * @param file its name, for messages
     * @throws ModelException if it is not what the format prescribes
     */
    static HeaderParser parse(String file, byte[] header) {
        return READER.tokens(file, header, json -> {
            HeaderParser parser = new HeaderParser(file, json);
            parser.header();
            return parser;
        });
    }

    Map<String, Declared> tensors() {
        return tensors;
    }

    Map<String, String> metadata() {
        return metadata == null ? Map.of() : metadata;
    }

    private void header() {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw damaged("the header is not a JSON object");
        }
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            if (name.equals("__metadata__")) {
                if (metadata != null) {
                    throw damaged("the header names '__metadata__' twice");
                }
                metadata = strings();
            } else if (tensors.put(name, tensor(name)) != null) {
                throw damaged("the header names tensor " + Refusal.quote(name) + " twice");
            }
        }
        if (json.nextToken() != null) {
            throw damaged("the header goes on after its JSON object");
        }
    }

    private Map<String, String> strings() {
        Map<String, String> strings = new LinkedHashMap<>();
        boolean valid = json.nextToken() == JsonToken.START_OBJECT;
        while (valid && json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            valid = json.nextToken() == JsonToken.VALUE_STRING && strings.put(name, json.getString()) == null;
        }
        if (!valid) {
            throw damaged("'__metadata__' is not an object of strings with different names");
        }
        return strings;
    }

    private Declared tensor(String name) {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw damaged("the header describes tensor " + Refusal.quote(name) + " by something other than an object");
        }
        StoredType type = null;
        long[] shape = null;
        long[] offsets = null;
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String field = json.currentName();
            switch (field) {
                case "dtype" -> {
                    once(type, name, field);
                    type = type(name);
                }
                case "shape" -> {
                    once(shape, name, field);
                    shape = integers(name, field, MAX_RANK);
                }
                case "data_offsets" -> {
                    once(offsets, name, field);
                    offsets = integers(name, field, 2);
                }
                default -> {
                    json.nextToken();
                    json.skipChildren();
                }
            }
        }
        if (type == null || shape == null || offsets == null || offsets.length != 2) {
            throw damaged("tensor " + Refusal.quote(name) + " lacks 'dtype', 'shape' or two 'data_offsets'");
        }
        return new Declared(name, type, shape, offsets[0], offsets[1]);
    }

    private void once(@Nullable Object value, String tensor, String field) {
        if (value != null) {
            throw damaged("tensor " + Refusal.quote(tensor) + " has '" + field + "' twice");
        }
    }

    private StoredType type(String tensor) {
        if (json.nextToken() != JsonToken.VALUE_STRING) {
            throw damaged("'dtype' of tensor " + Refusal.quote(tensor) + " is not a string");
        }
        String name = json.getString();
        return StoredType.named(name)
                .orElseThrow(() -> new ModelException(file + ": tensor " + Refusal.quote(tensor) + " has dtype "
                        + Refusal.quote(name) + ", which is not known; convert the file to F32, F16 or BF16"));
    }

    private long[] integers(String tensor, String field, int most) {
        if (json.nextToken() != JsonToken.START_ARRAY) {
            throw damaged("'" + field + "' of tensor " + Refusal.quote(tensor) + " is not a list");
        }
        long[] values = new long[most];
        int count = 0;
        for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            if (token != JsonToken.VALUE_NUMBER_INT
                    || json.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                    || json.getLongValue() < 0) {
                throw damaged("'" + field + "' of tensor " + Refusal.quote(tensor) + " holds "
                        + Refusal.line(String.valueOf(json.getString()))
                        + ", but only integers from 0 to 2^63 - 1 are valid");
            }
            if (count == most) {
                throw damaged(
                        "'" + field + "' of tensor " + Refusal.quote(tensor) + " holds more than " + most + " numbers");
            }
            values[count++] = json.getLongValue();
        }
        return Arrays.copyOf(values, count);
    }

    private ModelException damaged(String problem) {
        return Refusal.damaged(file, problem);
    }
}
