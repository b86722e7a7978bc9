// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.lxt.tokenizers.file.Field;
import org.lxt.tokenizers.text.Trie;

/** The tokens of a model, by id and by text. */
public final class Vocabulary {

    /** How many unused ids a file may have in addition to its tokens before its ids are taken for damaged. */
    private static final long UNUSED_IDS = 1 << 20;

    private final Map<String, Integer> ids;
    private final @Nullable String[] tokens;

    private final int count;

    private Vocabulary(Map<String, Integer> ids, @Nullable String[] tokens, int count) {
        this.ids = ids;
        this.tokens = tokens;
        this.count = count;
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
        return new Vocabulary(ids, tokens, ids.size());
    }

    /** The tokens of a list, each with its place in it as its id; if several are equal, the text stands for the last. */
    static Vocabulary inOrder(List<String> list) {
        Map<String, Integer> ids = HashMap.newHashMap(list.size());
        for (int id = 0; id < list.size(); id++) {
            ids.put(list.get(id), id);
        }
        return new Vocabulary(ids, list.toArray(String[]::new), list.size());
    }

    /** The tokens by their beginnings, with their ids as values. */
    Trie toTrie() {
        return toTrie(id -> true);
    }

    /** The same of some tokens. */
    Trie toTrie(IntPredicate ofThese) {
        Trie trie = new Trie();
        ids.forEach((token, id) -> {
            if (ofThese.test(id)) {
                trie.put(token, id);
            }
        });
        return trie;
    }

    /** How many tokens there are. */
    public int count() {
        return count;
    }

    /** Largest id + 1. */
    public int size() {
        return tokens.length;
    }

    /** The id of a token, -1 where there is none. */
    public int id(String token) {
        Integer id = ids.get(token);
        return id == null ? -1 : id;
    }

    /** The token of an id, {@code null} where there is none. */
    @Nullable
    public String token(int id) {
        return id >= 0 && id < tokens.length ? tokens[id] : null;
    }
}
