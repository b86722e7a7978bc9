package org.lxt.explain;

import java.util.ArrayList;
import java.util.List;

/** Tokens as text to be read one after the other. */
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
}
