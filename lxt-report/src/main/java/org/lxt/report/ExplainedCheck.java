// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lxt.explain.method.Convergence;
import org.lxt.explain.result.Candidate;
import org.lxt.explain.result.Closing;
import org.lxt.explain.result.Contrast;
import org.lxt.explain.result.Hop;
import org.lxt.explain.result.LatentRelevance;
import org.lxt.explain.result.PixelRelevance;
import org.lxt.explain.result.SegmentSpan;
import org.lxt.explain.result.Timing;
import org.lxt.explain.result.TokenRelevance;
import org.lxt.explain.units.UnitSum;
import org.lxt.explain.units.UnitSummary;
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

    static void requirePosition(int position, int tokens) {
        if (position < 0 || position >= tokens) {
            throw new ReportException("position " + position + " is outside the " + tokens + " tokens");
        }
    }

    static void requireLatent(List<LatentRelevance> latent, int tokens) {
        for (LatentRelevance state : latent) {
            if (state.size() != tokens) {
                throw new ReportException(state.site() + " has the relevance of " + state.size()
                        + " tokens, but the prompt has " + tokens);
            }
            Finite.requireAll(state.relevance(), "the relevance of " + state.site() + " at token");
        }
    }

    static void requireAnswer(AnswerParts answer, int tokens) {
        if (answer.firstToken() < 0 || answer.firstToken() > tokens) {
            throw new ReportException("the answer cannot begin at token " + answer.firstToken() + " of " + tokens);
        }
        for (Hop hop : answer.hops()) {
            if (hop.relevance().length != tokens) {
                throw new ReportException("a hop has the relevance of " + hop.relevance().length
                        + " tokens, but the prompt has " + tokens);
            }
        }
    }

    /** Parts follow each other before the answer, and inside the text. */
    static void requireParts(PromptParts parts, int answer, @Nullable String prompt, List<TokenRelevance> tokens) {
        int next = 0;
        int length = prompt == null ? 0 : prompt.length();
        for (SegmentSpan span : parts.spans()) {
            boolean inText = span.start() >= 0 && span.start() <= span.end() && span.end() <= length;
            if (span.firstToken() < next
                    || span.endToken() < span.firstToken()
                    || span.endToken() > answer
                    || !inText) {
                throw new ReportException("the segment '" + span.name() + "' does not fit: it has the tokens "
                        + span.firstToken() + " to " + span.endToken() + " and the characters " + span.start() + " to "
                        + span.end() + ", after token " + next + " of a prompt of " + answer + " tokens and " + length
                        + " characters");
            }
            next = span.endToken();
        }
        if (parts.areShown()) {
            requireInside(prompt, tokens, "part of a sentence");
        }
    }

    /** Tokens stand in the prompt's text, if it has one. */
    static void requireInside(@Nullable String prompt, List<TokenRelevance> tokens, String asWhat) {
        if (prompt == null) {
            return;
        }
        for (TokenRelevance token : tokens) {
            if (token.start() < 0 || token.start() > token.end() || token.end() > prompt.length()) {
                throw new ReportException("token " + token.index() + " cannot be " + asWhat + ": it stands at "
                        + token.start() + " to " + token.end() + " of a prompt of " + prompt.length() + " characters");
            }
        }
    }

    static void requireFinite(@Nullable Convergence convergence) {
        if (convergence == null) {
            return;
        }
        Finite.require(convergence.start(), "the explained value at the baseline");
        Finite.require(convergence.end(), "the explained value at the input");
        Finite.require(convergence.sum(), "the relevance of all features together");
        Finite.require(convergence.delta(), "what the relevance leaves over");
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

    static void requireFinite(@Nullable Closing ledger) {
        if (ledger == null) {
            return;
        }
        Finite.require(ledger.value(), "the explained value of the ledger");
        Finite.require(ledger.inputs(), "the relevance at the tokens in the ledger");
        for (Closing.Entry entry : ledger.entries()) {
            Finite.require(
                    entry.amount(), "the amount that " + entry.operation() + " at " + entry.site() + " absorbed");
        }
        Finite.require(ledger.turnover(), "the turnover of the ledger");
    }

    private static void requireFinite(Candidate candidate) {
        Finite.require(candidate.logit(), "the logit of token id " + candidate.id());
        if (!Double.isNaN(candidate.probability())) {
            Finite.require(candidate.probability(), "the probability of token id " + candidate.id());
        }
    }

    static void requireFinite(Candidate target, List<Candidate> candidates, @Nullable Contrast contrast) {
        requireFinite(target);
        candidates.forEach(ExplainedCheck::requireFinite);
        if (contrast != null) {
            contrast.tokens().forEach(ExplainedCheck::requireFinite);
        }
    }

    static void requireFinite(Timing timing) {
        Finite.require(timing.forward(), "the time of the forward pass");
        Finite.require(timing.backward(), "the time of the backward pass");
    }

    static void requirePixels(@Nullable PixelRelevance pixels, int tokens) {
        if (pixels == null) {
            return;
        }
        if (pixels.leadingTokens() + pixels.patchRows() * pixels.patchColumns() != tokens) {
            throw new ReportException("the patches of the image are not the " + tokens + " tokens");
        }
        Finite.requireAll(pixels.values(), "the relevance of pixel value");
    }

    static void requireUnits(List<UnitSummary> all, int tokens) {
        for (UnitSummary value : all) {
            if (value.tokens() != tokens) {
                throw new ReportException(
                        value.name() + " has units at " + value.tokens() + " tokens, but the prompt has " + tokens);
            }
            Finite.require(value.relevance(), "the relevance of " + value.name());
            value.ofUnits().forEach(unit -> Finite.require(unit, "the relevance of a unit of " + value.name()));
            for (UnitSum unit : value.strongest()) {
                if (unit.unit() < 0 || unit.unit() >= value.units() || unit.token() < 0 || unit.token() >= tokens) {
                    throw new ReportException(
                            value.name() + " has no unit " + unit.unit() + " at token " + unit.token());
                }
                Finite.require(unit.relevance(), "the relevance of a unit of " + value.name());
                Finite.require(unit.atToken(), "the relevance of a unit at a token of " + value.name());
                Finite.require(unit.activation(), "the activation of a unit of " + value.name());
            }
        }
    }
}
