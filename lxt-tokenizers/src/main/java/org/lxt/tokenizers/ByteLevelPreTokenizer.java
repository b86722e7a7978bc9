package org.lxt.tokenizers;

import java.util.function.Consumer;

/**
 * Writes text as bytes, each byte as its stand-in character, after splitting it with GPT-2's pattern where the file
 * asks for that. All bytes of a character come from that character as a whole.
 */
final class ByteLevelPreTokenizer implements PreTokenizer {

    private static final Spans GPT_2 = new Gpt2Scanner();

    private final boolean addPrefixSpace;
    private final boolean splits;

    ByteLevelPreTokenizer(boolean addPrefixSpace, boolean splits) {
        this.addPrefixSpace = addPrefixSpace;
        this.splits = splits;
    }

    @Override
    public void split(AlignedText text, Consumer<AlignedText> pieces) {
        AlignedText whole = addPrefixSpace && !text.text().startsWith(" ") ? withPrefixSpace(text) : text;
        if (splits) {
            GPT_2.find(whole.text(), (start, end, matched) -> pieces.accept(toBytes(whole.slice(start, end))));
        } else {
            pieces.accept(toBytes(whole));
        }
    }

    /** The space put in front counts as part of the first character, as the reference library has it. */
    private static AlignedText withPrefixSpace(AlignedText text) {
        String spaced = " " + text.text();
        int length = spaced.length();
        int[] starts = new int[length];
        int[] ends = new int[length];
        int firstUnits = Character.charCount(text.text().codePointAt(0));
        starts[0] = text.originStart(0);
        ends[0] = text.originEnd(firstUnits - 1);
        for (int i = 1; i < length; i++) {
            starts[i] = text.originStart(i - 1);
            ends[i] = text.originEnd(i - 1);
        }
        return AlignedText.changed(spaced, starts, ends);
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
            java.util.Arrays.fill(starts, from, filled, piece.originStart(i));
            java.util.Arrays.fill(ends, from, filled, piece.originEnd(next - 1));
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
