// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.split;

import java.util.Arrays;
import java.util.function.Consumer;
import org.lxt.tokenizers.pattern.Gpt2Scanner;
import org.lxt.tokenizers.pattern.Spans;
import org.lxt.tokenizers.text.AlignedText;
import org.lxt.tokenizers.text.ByteAlphabet;

/**
 * Writes text as bytes, each byte as its stand-in character, after splitting it with GPT-2's pattern where the file
 * asks for that. All bytes of a character come from that character as a whole; a space put in front counts as part of
 * the first character.
 */
public final class ByteLevelPreTokenizer implements PreTokenizer {

    private static final Spans GPT_2 = new Gpt2Scanner();

    private final boolean addPrefixSpace;
    private final boolean splits;

    public ByteLevelPreTokenizer(boolean addPrefixSpace, boolean splits) {
        this.addPrefixSpace = addPrefixSpace;
        this.splits = splits;
    }

    @Override
    public void split(AlignedText text, Consumer<AlignedText> pieces) {
        AlignedText whole = addPrefixSpace && !text.text().startsWith(" ") ? text.withPrefix(" ") : text;
        if (splits) {
            GPT_2.find(whole.text(), (start, end, matched) -> pieces.accept(toBytes(whole.slice(start, end))));
        } else {
            pieces.accept(toBytes(whole));
        }
    }

    private static AlignedText toBytes(AlignedText piece) {
        String text = piece.text();
        int length = text.length();
        int bytes = 0;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            // Each half of a surrogate pair counts for two of its four bytes.
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        char[] characters = new char[bytes];
        if (bytes == length) {
            for (int i = 0; i < length; i++) {
                characters[i] = ByteAlphabet.character(text.charAt(i));
            }
            return piece.withText(new String(characters));
        }
        int[] starts = new int[bytes];
        int[] ends = new int[bytes];
        int filled = 0;
        int next;
        for (int i = 0; i < length; i = next) {
            int c = text.codePointAt(i);
            next = i + Character.charCount(c);
            int from = filled;
            filled = appendUtf8(c, characters, filled);
            Arrays.fill(starts, from, filled, piece.originStart(i));
            Arrays.fill(ends, from, filled, piece.originEnd(next - 1));
        }
        return AlignedText.changed(new String(characters), starts, ends);
    }

    private static int appendUtf8(int c, char[] out, int at) {
        int next = at;
        if (c < 0x80) {
            out[next++] = ByteAlphabet.character(c);
            return next;
        }
        if (c < 0x800) {
            out[next++] = ByteAlphabet.character(0xC0 | c >> 6);
        } else {
            if (c < 0x10000) {
                out[next++] = ByteAlphabet.character(0xE0 | c >> 12);
            } else {
                out[next++] = ByteAlphabet.character(0xF0 | c >> 18);
                out[next++] = ByteAlphabet.character(0x80 | (c >> 12 & 0x3F));
            }
            out[next++] = ByteAlphabet.character(0x80 | (c >> 6 & 0x3F));
        }
        out[next++] = ByteAlphabet.character(0x80 | (c & 0x3F));
        return next;
    }
}
