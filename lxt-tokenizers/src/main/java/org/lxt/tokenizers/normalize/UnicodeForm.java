// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.normalize;

import java.text.Normalizer;
import java.util.stream.IntStream;
import org.lxt.tokenizers.text.AlignedText;
import org.lxt.tokenizers.text.Changes;

/**
 * Unicode normalization that keeps track of where each character came from, which {@link Normalizer} does not.
 *
 * <p>Decomposes, orders and composes as the Unicode Standard says (section 3.11).
 */
public final class UnicodeForm implements TextNormalizer {

    private final Normalizer.Form form;
    private final Decompositions decompositions;
    private final boolean composes;
    private final int firstChanged;

    /** Creates the normalizer of a form. */
    public UnicodeForm(Normalizer.Form form) {
        this.form = form;
        boolean canonical = form == Normalizer.Form.NFC || form == Normalizer.Form.NFD;
        decompositions = canonical ? Decompositions.CANONICAL : Decompositions.COMPATIBILITY;
        composes = form == Normalizer.Form.NFC || form == Normalizer.Form.NFKC;
        firstChanged = form == Normalizer.Form.NFC ? CombiningMarks.FIRST : decompositions.first();
    }

    @Override
    public AlignedText normalize(AlignedText text) {
        if (isPlain(text.text()) || Normalizer.isNormalized(text.text(), form)) {
            return text;
        }
        Changes changes = decompose(text.text());
        order(changes);
        if (composes) {
            compose(changes);
        }
        return changes.applyTo(text, 0);
    }

    private boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= firstChanged) {
                return false;
            }
        }
        return true;
    }

    private Changes decompose(String text) {
        Changes changes = new Changes(text.length() + text.length() / 8);
        int next;
        for (int i = 0; i < text.length(); i = next) {
            int c = text.codePointAt(i);
            next = i + Character.charCount(c);
            String decomposed = decompositions.of(c);
            if (decomposed == null) {
                changes.add(c, 0);
                continue;
            }
            int change = 0;
            int part;
            for (int k = 0; k < decomposed.length(); k += Character.charCount(part)) {
                part = decomposed.codePointAt(k);
                changes.add(part, change);
                change = 1;
            }
        }
        return changes;
    }

    /** Sorts each run of marks by combining class, leaving those of the same class as they are. */
    private static void order(Changes changes) {
        int start = 0;
        for (int end = 0; end <= changes.size(); end++) {
            if (end == changes.size() || !CombiningMarks.isMark(changes.codePoint(end))) {
                if (end - start > 1) {
                    order(changes, start, end);
                }
                start = end + 1;
            }
        }
    }

    private static void order(Changes changes, int start, int end) {
        int[][] marks = IntStream.range(start, end)
                .mapToObj(i -> new int[] {changes.codePoint(i), changes.change(i)})
                .sorted((a, b) ->
                        CombiningMarks.changePlaces(a[0], b[0]) ? 1 : CombiningMarks.changePlaces(b[0], a[0]) ? -1 : 0)
                .toArray(int[][]::new);
        for (int i = start; i < end; i++) {
            changes.set(i, marks[i - start][0], marks[i - start][1]);
        }
    }

    private static void compose(Changes changes) {
        int kept = 0;
        int starter = -1;
        for (int i = 0; i < changes.size(); i++) {
            int c = changes.codePoint(i);
            int change = changes.change(i);
            boolean mark = CombiningMarks.isMark(c);
            if (starter >= 0) {
                boolean adjacent = starter == kept - 1;
                // A mark reaches its starter past marks of lower classes, which are those it cannot change places with.
                boolean reaches = adjacent || (mark && CombiningMarks.changePlaces(c, changes.codePoint(kept - 1)));
                int composed = reaches ? CombiningMarks.composed(changes.codePoint(starter), c) : -1;
                if (composed >= 0) {
                    changes.set(starter, composed, changes.change(starter) + change - 1);
                    continue;
                }
            }
            if (!mark) {
                starter = kept;
            }
            changes.set(kept++, c, change);
        }
        changes.shorten(kept);
    }
}
