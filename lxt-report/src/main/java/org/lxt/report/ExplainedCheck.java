package org.lxt.report;

import java.util.Arrays;
import java.util.List;
import org.lxt.explain.result.Candidate;
import org.lxt.explain.result.Closing;
import org.lxt.explain.result.TokenRelevance;
import org.lxt.explain.words.WordRelevance;

/** Refuses parts of an explanation that do not fit together. */
final class ExplainedCheck {
    private ExplainedCheck() {}

    /** Words follow each other, and every token is in one. */
    static void requireWords(List<WordRelevance> words, int tokens) {
        int next = 0;
        for (int i = 0; i < words.size(); i++) {
            WordRelevance word = words.get(i);
            if (word.index() != i || word.firstToken() != next || word.lastToken() < next) {
                throw new ReportException(
                        "word " + i + " does not begin at token " + next + ", where the one before it ends");
            }
            Finite.require(word.relevance(), "the relevance of word " + i);
            next = word.lastToken() + 1;
        }
        if (!words.isEmpty() && next != tokens) {
            throw new ReportException(
                    "the words end at token " + (next - 1) + ", but the prompt has " + tokens + " tokens");
        }
    }

    /** The rows of a matrix explain single tokens of one prompt, one after the other. */
    static void requireRows(List<Explained> rows) {
        int[] ids = ids(rows.getFirst());
        int before = -1;
        for (Explained row : rows) {
            if (row.pixels() != null || row.isSum() || !row.isNextToken()) {
                throw new ReportException("each row of a matrix explains one token that a model says next");
            }
            if (!Arrays.equals(ids(row), ids)) {
                throw new ReportException("the rows of a matrix are about one prompt, not about several");
            }
            if (row.position() + 1 >= ids.length
                    || ids[row.position() + 1] != row.target().id()) {
                throw new ReportException("the row after token " + row.position()
                        + " explains a token that does not follow there; a row of a matrix explains the next one");
            }
            if (row.position() <= before) {
                throw new ReportException("the row after token " + row.position() + " comes after that after token "
                        + before + "; the rows of a matrix are in the order of the answer");
            }
            before = row.position();
        }
    }

    private static int[] ids(Explained row) {
        return row.tokens().stream().mapToInt(TokenRelevance::id).toArray();
    }

    static void requireFinite(Closing ledger) {
        Finite.require(ledger.value(), "the explained value of the ledger");
        Finite.require(ledger.inputs(), "the relevance at the tokens in the ledger");
        for (Closing.Entry entry : ledger.entries()) {
            Finite.require(
                    entry.amount(), "the amount that " + entry.operation() + " at " + entry.site() + " absorbed");
        }
        Finite.require(ledger.turnover(), "the turnover of the ledger");
    }

    static void requireFinite(Candidate candidate) {
        Finite.require(candidate.logit(), "the logit of token id " + candidate.id());
        if (!Double.isNaN(candidate.probability())) {
            Finite.require(candidate.probability(), "the probability of token id " + candidate.id());
        }
    }
}
