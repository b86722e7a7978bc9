package org.lxt.tokenizers;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tokens of a model, by id and by text. */
final class Vocabulary {

    /** How many unused ids a file may have beside its tokens before its ids are taken for damaged. */
    private static final long UNUSED_IDS = 1 << 20;

    private final Map<String, Integer> ids;
    private final @Nullable String[] tokens;

    private Vocabulary(Map<String, Integer> ids, @Nullable String[] tokens) {
        this.ids = ids;
        this.tokens = tokens;
    }

    /** Reads an object from token to id. */
    static Vocabulary read(Field field) {
        Map<String, Field> entries = field.entries();
        Map<String, Integer> ids = HashMap.newHashMap(entries.size());
        int largest = -1;
        for (Map.Entry<String, Field> entry : entries.entrySet()) {
            int id = entry.getValue().id();
            if (id > entries.size() + UNUSED_IDS) {
                throw entry.getValue()
                        .wrong("must be an id near the others (the file has " + entries.size() + " tokens)");
            }
            ids.put(entry.getKey(), id);
            largest = Math.max(largest, id);
        }
        @Nullable String[] tokens = new @Nullable String[largest + 1];
        for (Map.Entry<String, Integer> entry : ids.entrySet()) {
            String other = tokens[entry.getValue()];
            if (other != null) {
                String first = other.compareTo(entry.getKey()) < 0 ? other : entry.getKey();
                String second = first.equals(other) ? entry.getKey() : other;
                throw field.fault(field.path() + " gives the id " + entry.getValue() + " to both " + Field.quote(first)
                        + " and " + Field.quote(second) + "; each id must stand for one token");
            }
            tokens[entry.getValue()] = entry.getKey();
        }
        return new Vocabulary(ids, tokens);
    }

    /** How many tokens there are. */
    int count() {
        return ids.size();
    }

    /** Largest id + 1. */
    int size() {
        return tokens.length;
    }

    /** The id of a token, -1 where there is none. */
    int id(String token) {
        Integer id = ids.get(token);
        return id == null ? -1 : id;
    }

    /** The token of an id, {@code null} where there is none. */
    @Nullable
    String token(int id) {
        return id >= 0 && id < tokens.length ? tokens[id] : null;
    }
}
