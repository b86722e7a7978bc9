// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.added;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lxt.tokenizers.text.Trie;

/** Finds the longest of several tokens that begins at a place of a text. */
final class TokenTrie {

    private final Trie trie = new Trie();
    private final List<AddedToken> tokens = new ArrayList<>();

    /** Adds a token under the text to look for; the first of two with the same text stays. */
    void add(String text, AddedToken token) {
        int node = trie.find(text);
        if (node == Trie.NONE || trie.value(node) == Trie.NONE) {
            trie.put(text, tokens.size());
            tokens.add(token);
        }
    }

    boolean isEmpty() {
        return trie.isEmpty();
    }

    /** Whether any token begins with the character. */
    boolean hasStart(char c) {
        return trie.child(Trie.ROOT, c) != Trie.NONE;
    }

    /** The longest match at {@code start}, {@code null} where none begins. */
    @Nullable
    Match longest(String text, int start) {
        int node = Trie.ROOT;
        int longest = Trie.NONE;
        int end = start;
        for (int i = start; i < text.length(); i++) {
            node = trie.child(node, text.charAt(i));
            if (node == Trie.NONE) {
                break;
            }
            if (trie.value(node) != Trie.NONE) {
                longest = trie.value(node);
                end = i + 1;
            }
        }
        return longest == Trie.NONE ? null : new Match(tokens.get(longest), end);
    }

    /**
     * A token found.
     *
     * @param token the token
     * @param end where it ends in the text
     */
    record Match(AddedToken token, int end) {}
}
