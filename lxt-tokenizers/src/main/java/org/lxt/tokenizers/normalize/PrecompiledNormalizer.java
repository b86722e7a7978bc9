// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.normalize;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lxt.tokenizers.text.AlignedText;
import org.lxt.tokenizers.text.Changes;
import org.lxt.tokenizers.text.Utf8;

/**
 * The rules that come with a SentencePiece model (its {@code precompiled_charsmap}): a trie of what is replaced, and
 * the replacements one after the other, each ended by a zero byte.
 *
 * <p>As in the reference library, a grapheme of less than six bytes is replaced as a whole by what the shortest
 * beginning of it is replaced by; longer ones, and those without a rule, character by character.
 */
public final class PrecompiledNormalizer implements TextNormalizer {

    private static final Pattern GRAPHEME = Pattern.compile("\\X");
    private static final int LONGEST_GRAPHEME = 5;

    /** Below this every character is a grapheme by itself, but for a line feed after a carriage return. */
    private static final int FIRST_JOINING = 0x300;

    private final DoubleArray trie;
    private final byte[] replacements;

    private PrecompiledNormalizer(DoubleArray trie, byte[] replacements) {
        this.trie = trie;
        this.replacements = replacements;
    }

    /**
     * Reads the rules.
     *
     * @param charsmap size of the trie in bytes, the trie, and the replacements, little endian
     * @return the normalizer
     * @throws CharacterCodingException if the replacements are not UTF-8
     * @throws IllegalArgumentException if the data is cut off
     */
    public static PrecompiledNormalizer read(byte[] charsmap) throws CharacterCodingException {
        ByteBuffer data = ByteBuffer.wrap(charsmap).order(ByteOrder.LITTLE_ENDIAN);
        if (data.remaining() < Integer.BYTES) {
            throw new IllegalArgumentException("it has no trie");
        }
        int size = data.getInt();
        if (size < Integer.BYTES || size > data.remaining()) {
            throw new IllegalArgumentException("its trie is cut off");
        }
        int[] units = new int[size / Integer.BYTES];
        for (int i = 0; i < units.length; i++) {
            units[i] = data.getInt();
        }
        byte[] replacements = new byte[data.remaining()];
        data.get(replacements);
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(replacements));
        return new PrecompiledNormalizer(new DoubleArray(units), replacements);
    }

    @Override
    public AlignedText normalize(AlignedText text) {
        String original = text.text();
        Rules rules = new Rules(new Changes(original.length()));
        Matcher graphemes = GRAPHEME.matcher(original);
        int next;
        for (int i = 0; i < original.length(); i = next) {
            next = graphemeEnd(original, i, graphemes);
            rules.grapheme(original, i, next);
        }
        return rules.changed ? rules.changes.applyTo(text, 0) : text;
    }

    private static int graphemeEnd(String text, int start, Matcher graphemes) {
        char c = text.charAt(start);
        if (c < FIRST_JOINING && c != '\r' && (start + 1 == text.length() || text.charAt(start + 1) < FIRST_JOINING)) {
            return start + 1;
        }
        graphemes.region(start, text.length());
        return graphemes.lookingAt() ? graphemes.end() : start + 1;
    }

    private @Nullable String replacement(String part) {
        int from = trie.shortestPrefix(part.getBytes(StandardCharsets.UTF_8));
        if (from < 0 || from > replacements.length) {
            return null;
        }
        int to = from;
        while (to < replacements.length && replacements[to] != 0) {
            to++;
        }
        return Utf8.decode(Arrays.copyOfRange(replacements, from, to));
    }

    private final class Rules {

        private final Changes changes;
        private boolean changed;

        Rules(Changes changes) {
            this.changes = changes;
        }

        void grapheme(String text, int start, int end) {
            int bytes = 0;
            int c;
            for (int i = start; i < end && bytes <= LONGEST_GRAPHEME; i += Character.charCount(c)) {
                c = text.codePointAt(i);
                bytes += Utf8.length(c);
            }
            if (bytes <= LONGEST_GRAPHEME && replace(text.substring(start, end))) {
                return;
            }
            for (int i = start; i < end; i += Character.charCount(c)) {
                c = text.codePointAt(i);
                if (!replace(Character.toString(c))) {
                    changes.add(c, 0);
                }
            }
        }

        private boolean replace(String part) {
            String by = replacement(part);
            if (by == null) {
                return false;
            }
            changed = true;
            int from = changes.size();
            by.codePoints().forEach(c -> changes.add(c, 0));
            int more = changes.size() - from - part.codePointCount(0, part.length());
            if (more > 0) {
                changes.addAllFrom(changes.size() - more);
            } else if (more < 0) {
                changes.adjustLast(more);
            }
            return true;
        }
    }
}
