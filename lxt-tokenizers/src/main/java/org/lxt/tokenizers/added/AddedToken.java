// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.added;

import org.lxt.tokenizers.file.Field;

/**
 * A token found in the text as it is, before the model sees it.
 *
 * @param id its id
 * @param content its text
 * @param singleWord whether it is found only where no word character stands next to it
 * @param takesSpaceBefore whether white space before it becomes part of it
 * @param takesSpaceAfter whether white space after it becomes part of it
 * @param normalized whether it is looked for in the normalized text, in its normalized form
 * @param special whether decoding can leave it out
 */
public record AddedToken(
        int id,
        String content,
        boolean singleWord,
        boolean takesSpaceBefore,
        boolean takesSpaceAfter,
        boolean normalized,
        boolean special) {

    static AddedToken read(Field field) {
        field.allowOnly("id", "content", "single_word", "lstrip", "rstrip", "normalized", "special");
        AddedToken token = new AddedToken(
                field.get("id").id(),
                field.get("content").text(),
                field.get("single_word").bool(),
                field.get("lstrip").bool(),
                field.get("rstrip").bool(),
                field.get("normalized").bool(),
                field.get("special").bool());
        if (token.content.isEmpty()) {
            throw field.get("content").wrong("must not be empty");
        }
        return token;
    }

    AddedToken withId(int other) {
        return new AddedToken(other, content, singleWord, takesSpaceBefore, takesSpaceAfter, normalized, special);
    }
}
