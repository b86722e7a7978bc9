// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.split;

import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import org.lxt.tokenizers.text.AlignedText;
import org.lxt.tokenizers.text.CharacterKinds;
import org.lxt.tokenizers.text.ReferenceCharacters;

/** Splits into runs of characters of one class; classes up to {@link #ALONE} have a meaning of their own. */
public final class RunSplitter implements PreTokenizer {

    /** Left out. */
    private static final int REMOVED = 0;

    /** A piece by itself. */
    private static final int ALONE = 1;

    private static final int WORD = 2;
    private static final int OTHER = 3;

    private final byte[] ofBasicPlane = new byte[Character.MIN_SUPPLEMENTARY_CODE_POINT];
    private final IntUnaryOperator classOf;

    private RunSplitter(IntUnaryOperator classOf) {
        this.classOf = classOf;
        for (int c = 0; c < ofBasicPlane.length; c++) {
            ofBasicPlane[c] = (byte) classOf.applyAsInt(c);
        }
    }

    /** BERT's: white space separates, each punctuation character stands alone. */
    public static RunSplitter bert() {
        return new RunSplitter(
                c -> CharacterKinds.isWhiteSpace(c) ? REMOVED : ReferenceCharacters.isPunctuation(c) ? ALONE : OTHER);
    }

    /** Runs of word characters, and runs of characters that are neither that nor white space. */
    public static RunSplitter words() {
        return new RunSplitter(c -> CharacterKinds.isWhiteSpace(c) ? REMOVED : CharacterKinds.isWord(c) ? WORD : OTHER);
    }

    /** Runs of anything but white space. */
    public static RunSplitter whiteSpace() {
        return new RunSplitter(c -> CharacterKinds.isWhiteSpace(c) ? REMOVED : OTHER);
    }

    @Override
    public void split(AlignedText text, Consumer<AlignedText> pieces) {
        String characters = text.text();
        int length = characters.length();
        int start = 0;
        int running = REMOVED;
        int next;
        for (int i = 0; i < length; i = next) {
            int c = characters.charAt(i);
            next = i + 1;
            if (Character.isHighSurrogate((char) c)) {
                c = characters.codePointAt(i);
                next = i + Character.charCount(c);
            }
            int kind = c < ofBasicPlane.length ? ofBasicPlane[c] : classOf.applyAsInt(c);
            if (kind != running || kind == ALONE) {
                if (running != REMOVED) {
                    pieces.accept(text.slice(start, i));
                }
                start = i;
                running = kind;
            }
        }
        if (running != REMOVED) {
            pieces.accept(text.slice(start, length));
        }
    }
}
