// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.words;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lxt.explain.result.SegmentSpan;
import org.lxt.explain.result.TokenRelevance;
import org.lxt.explain.text.Sentences;
import org.lxt.explain.text.TokenPlace;

/** Finds the sentences of tokens: every token is in one. */
final class SentencesOfTokens {
    private final List<TokenRelevance> tokens;
    private final Words.InTokens words;
    private final TokenSpans spans;
    private final boolean inPrompt;

    SentencesOfTokens(@Nullable String prompt, List<TokenRelevance> tokens) {
        this.tokens = tokens;
        words = new Words.InTokens(prompt, tokens);
        spans = words.spans();
        inPrompt = prompt != null;
    }

    /** The sentences of a part. */
    List<SentenceRelevance> of(SegmentSpan part) {
        return inPrompt && part.end() > part.start()
                ? of(part.firstToken(), part.endToken(), part.start(), part.end())
                : of(part.firstToken(), part.endToken());
    }

    /** The sentences of tokens from one to before another. */
    List<SentenceRelevance> of(int from, int to) {
        return from == to ? List.of() : of(from, to, spans.start(from), Math.max(spans.start(from), spans.end(to - 1)));
    }

    private List<SentenceRelevance> of(int from, int to, int start, int end) {
        List<SentenceRelevance> found = new ArrayList<>();
        List<Integer> ends = Sentences.ends(spans.text(), start, end);
        int first = from;
        int begin = start;
        for (int i = 0; i < ends.size() && first < to; i++) {
            int next = first;
            boolean isLast = i == ends.size() - 1;
            while (next < to && (isLast || place(next) < ends.get(i))) {
                next++;
            }
            // a sentence that no token is of goes to the next
            if (next > first) {
                found.add(sentence(first, next, begin, ends.get(i)));
                begin = ends.get(i);
            }
            first = next;
        }
        if (ends.isEmpty() && first < to) {
            found.add(sentence(first, to, begin, end));
        }
        return found;
    }

    private int place(int token) {
        return TokenPlace.of(spans.text(), spans.start(token), spans.end(token));
    }

    private SentenceRelevance sentence(int from, int to, int start, int end) {
        List<WordRelevance> in = words.words(from, to, new BitSet());
        String text = spans.text().substring(start, end).strip();
        return new SentenceRelevance(
                from,
                to - 1,
                text.isEmpty() && from == to - 1 ? tokens.get(from).text() : text,
                inPrompt ? start : 0,
                inPrompt ? end : 0,
                in.stream().mapToDouble(WordRelevance::relevance).sum(),
                in);
    }
}
