package org.lxt.tokenizers;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the longest of several tokens that begins at a place of a text. */
final class TokenTrie {

    private final Node root = new Node();

    private static final class Node {
        private final Map<Character, Node> children = new HashMap<>();
        private @Nullable AddedToken token;
    }

    /** Adds a token under the text to look for; the first of two with the same text stays. */
    void add(String text, AddedToken token) {
        Node node = root;
        for (int i = 0; i < text.length(); i++) {
            node = node.children.computeIfAbsent(text.charAt(i), c -> new Node());
        }
        if (node.token == null) {
            node.token = token;
        }
    }

    boolean isEmpty() {
        return root.children.isEmpty();
    }

    /** Whether any token begins with the character. */
    boolean hasStart(char c) {
        return root.children.containsKey(c);
    }

    /** The longest match at {@code start}, {@code null} where none begins. */
    @Nullable
    Match longest(String text, int start) {
        Node node = root;
        Match longest = null;
        for (int i = start; i < text.length(); i++) {
            node = node.children.get(text.charAt(i));
            if (node == null) {
                break;
            }
            if (node.token != null) {
                longest = new Match(node.token, i + 1);
            }
        }
        return longest;
    }

    /**
     * A token found.
     *
     * @param token the token
     * @param end where it ends in the text
     */
    record Match(AddedToken token, int end) {}
}
