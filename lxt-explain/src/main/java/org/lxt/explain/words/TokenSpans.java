// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.words;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.lxt.explain.result.TokenRelevance;
import org.lxt.explain.text.WordBoundaries;

/** Where each token is in a text. */
final class TokenSpans {
    private static final String BYTE = "\\x";
    private static final String NO_CHARACTER = "\ufffd";
    private static final int BYTE_LENGTH = 4;

    private final String text;
    private final int[] starts;
    private final int[] ends;

    private TokenSpans(String text, int[] starts, int[] ends) {
        this.text = text;
        this.starts = starts;
        this.ends = ends;
    }

    /** The tokens of a prompt that was given as text. */
    static TokenSpans inPrompt(String prompt, List<TokenRelevance> tokens) {
        return new TokenSpans(
                prompt,
                tokens.stream().mapToInt(TokenRelevance::start).toArray(),
                tokens.stream().mapToInt(TokenRelevance::end).toArray());
    }

    /**
     * Puts a text together from those of the tokens; bytes that make a character together become that character, and others
     * U+FFFD each.
     */
    static TokenSpans ofTexts(List<TokenRelevance> tokens) {
        return together(tokens, i -> isName(tokens.get(i)), false);
    }

    /** As {@link #ofTexts}, but bytes that make no character stay as they are, and so does what only looks like bytes. */
    static TokenSpans ofParts(List<TokenRelevance> tokens) {
        return together(tokens, i -> isName(tokens.get(i)) || isAlone(tokens, i), true);
    }

    /** Whether the token is known not to share a character with its neighbours. */
    private static boolean isAlone(List<TokenRelevance> tokens, int i) {
        TokenRelevance token = tokens.get(i);
        boolean before = i > 0 && tokens.get(i - 1).end() > token.start();
        boolean after = i + 1 < tokens.size() && token.end() > tokens.get(i + 1).start();
        return token.end() > token.start() && !before && !after;
    }

    private static TokenSpans together(List<TokenRelevance> tokens, IntPredicate whole, boolean keepBytes) {
        List<Unit> units = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            split(i, tokens.get(i).text(), whole.test(i), units);
        }
        int[] starts = new int[tokens.size()];
        int[] ends = new int[tokens.size()];
        StringBuilder text = new StringBuilder();
        int last = -1;
        for (int i = 0; i < units.size(); ) {
            String character = character(units, i);
            int length = character.isEmpty() ? 1 : character.getBytes(StandardCharsets.UTF_8).length;
            int from = text.length();
            String other = units.get(i).isByte() && !keepBytes
                    ? NO_CHARACTER
                    : units.get(i).text();
            text.append(character.isEmpty() ? other : character);
            for (Unit unit : units.subList(i, i + length)) {
                if (unit.token() > last) {
                    last = unit.token();
                    starts[last] = from;
                }
                ends[unit.token()] = text.length();
            }
            i += length;
        }
        return new TokenSpans(text.toString(), starts, ends);
    }

    /** Part of a token: text, or one byte of a character that the token does not hold whole. */
    private record Unit(int token, String text, boolean isByte) {
        byte value() {
            return (byte) Integer.parseInt(text.substring(BYTE.length()), 16);
        }
    }

    /** Where there is no tokenizer, a token is known by its id alone. */
    private static boolean isName(TokenRelevance token) {
        return token.special() || token.text().equals("<" + token.id() + ">");
    }

    private static void split(int token, String text, boolean whole, List<Unit> units) {
        int plain = 0;
        for (int at = text.indexOf(BYTE); at >= 0 && !whole; at = text.indexOf(BYTE, at)) {
            if (!isByte(text, at)) {
                at += BYTE.length();
                continue;
            }
            units.add(new Unit(token, text.substring(plain, at), false));
            units.add(new Unit(token, text.substring(at, at + BYTE_LENGTH), true));
            at += BYTE_LENGTH;
            plain = at;
        }
        units.add(new Unit(token, text.substring(plain), false));
        units.removeIf(u -> u.token() == token && u.text().isEmpty() && !text.isEmpty());
    }

    /** Only bytes of characters beyond ASCII are shown as bytes; any other was text. */
    private static boolean isByte(String text, int at) {
        return at + BYTE_LENGTH <= text.length()
                && "89ABCDEF".indexOf(text.charAt(at + 2)) >= 0
                && "0123456789ABCDEF".indexOf(text.charAt(at + 3)) >= 0;
    }

    /** The character whose bytes begin at a unit; empty if there is none. */
    private static String character(List<Unit> units, int first) {
        if (!units.get(first).isByte()) {
            return "";
        }
        int lead = units.get(first).value() & 0xff;
        int length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
        if (first + length > units.size()) {
            return "";
        }
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            Unit unit = units.get(first + i);
            if (!unit.isByte()) {
                return "";
            }
            bytes[i] = unit.value();
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException _) {
            return "";
        }
    }

    String text() {
        return text;
    }

    int start(int token) {
        return starts[token];
    }

    int end(int token) {
        return ends[token];
    }

    String textOf(int first, int last) {
        return text.substring(starts[first], Math.max(starts[first], ends[last]));
    }

    /** Whether a word ends between a token and the next. */
    boolean isApart(int token, WordBoundaries boundaries) {
        int end = ends[token];
        int next = starts[token + 1];
        if (end > next) {
            return false; // they share a character
        }
        // Tokenizers that trim leave white space out of their tokens.
        boolean spaced = text.substring(end, next).codePoints().anyMatch(WordBoundaries::isSpace);
        return spaced || boundaries.at(next);
    }
}
