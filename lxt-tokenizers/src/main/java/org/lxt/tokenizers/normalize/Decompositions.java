// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.normalize;

import java.text.Normalizer;
import org.jspecify.annotations.Nullable;
import org.lxt.tokenizers.text.NewerCharacters;

/** Full decompositions of single characters, remembered because the JDK is slow to compute them. */
final class Decompositions {

    static final Decompositions CANONICAL = new Decompositions(Normalizer.Form.NFD, 0xC0);
    static final Decompositions COMPATIBILITY = new Decompositions(Normalizer.Form.NFKD, 0xA0);

    /** Written by several threads at once at worst with equal strings. */
    private final @Nullable String[] known = new @Nullable String[Character.MIN_SUPPLEMENTARY_CODE_POINT];

    private final Normalizer.Form form;
    private final int first;

    private Decompositions(Normalizer.Form form, int first) {
        this.form = form;
        this.first = first;
    }

    /** The characters below decompose to themselves. */
    int first() {
        return first;
    }

    /** What the character decomposes to, {@code null} if to itself. */
    @Nullable
    String of(int c) {
        if (c < first) {
            return null;
        }
        if (c >= known.length) {
            return compute(c);
        }
        String decomposed = known[c];
        if (decomposed == null) {
            decomposed = compute(c);
            known[c] = decomposed == null ? "" : decomposed;
        }
        return decomposed == null || decomposed.isEmpty() ? null : decomposed;
    }

    private @Nullable String compute(int c) {
        boolean newer = form == Normalizer.Form.NFD ? NewerCharacters.contains(c) : NewerCharacters.decomposes(c);
        if (newer) {
            return null;
        }
        String self = Character.toString(c);
        String decomposed = Normalizer.normalize(self, form);
        return decomposed.equals(self) ? null : decomposed;
    }
}
