// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.generate;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.lxt.tokenizers.Tokenizer;

/**
 * The text of an answer that grows by tokens. A token is decoded with a few before it, as whether it begins with a space may
 * depend on them, and its text is handed out once it ends in a whole character.
 */
final class AnswerText {
    /** Tokens of the prompt that the first ones are decoded with: enough for a character in bytes, and one more. */
    private static final int BEFORE = 5;

    /** A byte of a character that the vocabulary does not have. Decoders take a run of them together. */
    private static final Pattern BYTE = Pattern.compile("<0x[0-9A-F]{2}>");

    private static final String INCOMPLETE = "\uFFFD";

    private final Tokenizer tokenizer;
    private final List<String> stops;
    private final int longestStop;
    private final StringBuilder text = new StringBuilder();
    private String pending = "";
    private int from;
    private int handedOut;
    private boolean hasStopped;

    /**
     * An answer without tokens.
     *
     * @param promptTokens how many tokens come before it
     * @param stops texts that end it
     */
    AnswerText(Tokenizer tokenizer, int promptTokens, List<String> stops) {
        this.tokenizer = tokenizer;
        this.stops = stops;
        this.longestStop = stops.stream().mapToInt(String::length).max().orElse(1);
        this.from = Math.max(0, promptTokens - BEFORE);
        this.handedOut = promptTokens;
    }

    /**
     * The text that is complete with another token.
     *
     * @param ids all tokens of prompt and answer
     */
    String add(int[] ids) {
        String before = decoded(ids, from, handedOut);
        String now = decoded(ids, from, ids.length);
        pending = now.substring(common(before, now));
        hasStopped = hasStopped || stops.stream().anyMatch(recent()::contains);
        if (pending.endsWith(INCOMPLETE) || isByte(ids[ids.length - 1])) {
            return "";
        }
        if (!pending.isEmpty()) {
            from = handedOut;
        }
        handedOut = ids.length;
        return rest();
    }

    /** The text that was not handed out, as no whole character ended it. */
    String rest() {
        String piece = pending;
        pending = "";
        text.append(piece);
        return piece;
    }

    /** What a stop text may lie in that the last token completed. */
    private String recent() {
        return text.substring(Math.max(0, text.length() - longestStop + 1)) + pending;
    }

    /** Whether it contains a stop text. */
    boolean hasStopped() {
        return hasStopped;
    }

    /** All that was handed out. */
    String text() {
        return text.toString();
    }

    private boolean isByte(int id) {
        return tokenizer.hasToken(id) && BYTE.matcher(tokenizer.token(id)).matches();
    }

    private String decoded(int[] ids, int first, int end) {
        return tokenizer.decode(Arrays.copyOfRange(ids, first, end), false);
    }

    /** How much the texts begin with in common, in whole characters. */
    private static int common(String a, String b) {
        int length = 0;
        while (length < Math.min(a.length(), b.length()) && a.charAt(length) == b.charAt(length)) {
            length++;
        }
        return length > 0 && Character.isHighSurrogate(a.charAt(length - 1)) ? length - 1 : length;
    }
}
