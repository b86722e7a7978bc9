// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.words;

import java.util.ArrayList;
import java.util.List;
import org.lxt.explain.result.TokenRelevance;

/** Tokens as people read them: one after the other, or one in a sentence. */
public final class TokenTexts {
    private TokenTexts() {}

    /**
     * The text of each token. Where several hold parts of one character, the first of them has the whole character and the
     * others have nothing; bytes that make no character stay as {@code \\xE2}.
     *
     * @param tokens all tokens of a prompt, in their order
     * @return as many texts
     */
    public static List<String> of(List<TokenRelevance> tokens) {
        TokenSpans spans = TokenSpans.ofParts(tokens);
        List<String> texts = new ArrayList<>();
        int done = 0;
        for (int i = 0; i < tokens.size(); i++) {
            int start = Math.max(done, spans.start(i));
            int end = Math.max(start, spans.end(i));
            texts.add(spans.text().substring(start, end));
            done = end;
        }
        return texts;
    }

    /**
     * A token as a heading or a sentence has it: without the space that only says that a word begins. Spaces that make the
     * token, such as those of an indentation, stay, and so does the space of a token that would read like another.
     *
     * @param token its text
     * @param others texts of other tokens in the same sentence
     */
    public static String inSentence(String token, String... others) {
        String word = token.startsWith(" ") ? token.substring(1) : token;
        boolean isWord = !word.isEmpty() && !Character.isWhitespace(word.codePointAt(0));
        return isWord && !List.of(others).contains(word) ? word : token;
    }
}
