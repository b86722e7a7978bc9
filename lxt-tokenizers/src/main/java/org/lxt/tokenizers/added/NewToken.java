// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.added;

import org.jspecify.annotations.Nullable;
import org.lxt.tokenizers.file.Field;

/**
 * A token to be added, which has no id yet.
 *
 * @param content its text
 * @param singleWord whether it is found only where no word character stands next to it
 * @param takesSpaceBefore whether white space before it becomes part of it
 * @param takesSpaceAfter whether white space after it becomes part of it
 * @param normalized whether it is looked for in the normalized text; {@code null} for what is usual: unless it is special
 * @param special whether decoding can leave it out
 * @param bare whether a file gives its text alone
 */
public record NewToken(
        String content,
        boolean singleWord,
        boolean takesSpaceBefore,
        boolean takesSpaceAfter,
        @Nullable Boolean normalized,
        boolean special,
        boolean bare) {

    /** A special token of which only the text is known. */
    public static NewToken special(String content) {
        return new NewToken(content, false, false, false, null, true, true);
    }

    static NewToken of(AddedToken token) {
        return new NewToken(
                token.content(),
                token.singleWord(),
                token.takesSpaceBefore(),
                token.takesSpaceAfter(),
                token.normalized(),
                token.special(),
                false);
    }

    /** Reads a token with its settings; {@code special} counts where it does not say itself whether it is. */
    public static NewToken read(Field field, boolean special) {
        field.allowOnly("__type", "id", "content", "single_word", "lstrip", "rstrip", "normalized", "special");
        Field normalized = field.get("normalized");
        return new NewToken(
                field.get("content").text(),
                field.get("single_word").bool(false),
                field.get("lstrip").bool(false),
                field.get("rstrip").bool(false),
                normalized.isPresent() ? normalized.bool() : null,
                field.get("special").bool(special),
                false);
    }

    public NewToken asSpecial() {
        return new NewToken(content, singleWord, takesSpaceBefore, takesSpaceAfter, normalized, true, bare);
    }

    AddedToken numbered(int id) {
        boolean inNormalized = normalized == null ? !special : normalized;
        return new AddedToken(id, content, singleWord, takesSpaceBefore, takesSpaceAfter, inNormalized, special);
    }
}
