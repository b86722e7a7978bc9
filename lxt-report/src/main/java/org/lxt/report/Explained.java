// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lxt.explain.method.Convergence;
import org.lxt.explain.result.Attribution;
import org.lxt.explain.result.Candidate;
import org.lxt.explain.result.Closing;
import org.lxt.explain.result.Contrast;
import org.lxt.explain.result.LatentRelevance;
import org.lxt.explain.result.PixelRelevance;
import org.lxt.explain.result.Timing;
import org.lxt.explain.result.TokenRelevance;
import org.lxt.explain.units.UnitSummary;
import org.lxt.explain.words.Segments;
import org.lxt.explain.words.WordRelevance;
import org.lxt.explain.words.Words;
import org.lxt.spi.OutputKind;

/**
 * One explained target: an attribution as plain data. {@link #builder} makes one; a value added here needs its setter
 * there, its field in JSON, and a place in the formats that show it.
 *
 * @param rules name of the rule set
 * @param signed whether relevance speaks for or against the target; if not it tells only how much a token matters
 * @param prompt the prompt's text, or null if it was given as token ids
 * @param tokens the tokens with their relevance, in their order
 * @param output the output that the target is an entry of
 * @param position index of the token at whose output the target stands; 0 where an output is about the whole prompt
 * @param target the explained token, class or other entry
 * @param value what was explained: the target's logit, or its advantage over others
 * @param contrast what the target was compared with; null if its logit was explained, or if that is not known
 * @param candidates the entries with the largest logits, largest first
 * @param latent relevance of the hidden states, first layer to last; may be empty
 * @param ledger the account of a propagation, or null if none was kept
 * @param convergence the account of a method whose relevance adds up to a difference from a baseline, such as
 *     integrated gradients; null for another
 * @param timing how long it took
 * @param pixels relevance of the pixels, if the prompt is an image; the tokens are then those that the model makes of
 *     it: the class token, then a token for each patch with the patch's relevance
 * @param gamma the gamma rule on linear layers and convolutions; null if there was none
 * @param words the words of the prompt, if they are to be shown instead of the tokens; else none
 * @param answer what an explanation of an answer has besides
 * @param parts the named parts of the prompt, and whether relevance is shown by them
 * @param units units that were asked for, value by value in the order of the model; may be empty
 */
public record Explained(
        String rules,
        boolean signed,
        @Nullable String prompt,
        List<TokenRelevance> tokens,
        OutputKind output,
        int position,
        Candidate target,
        double value,
        @Nullable Contrast contrast,
        List<Candidate> candidates,
        List<LatentRelevance> latent,
        @Nullable Closing ledger,
        @Nullable Convergence convergence,
        Timing timing,
        @Nullable PixelRelevance pixels,
        @Nullable Gamma gamma,
        List<WordRelevance> words,
        AnswerParts answer,
        PromptParts parts,
        List<UnitSummary> units) {
    /** Refuses what does not fit together: numbers that are not finite, positions and sizes that do not match. */
    public Explained {
        tokens = List.copyOf(tokens);
        candidates = List.copyOf(candidates);
        latent = List.copyOf(latent);
        words = List.copyOf(words);
        units = List.copyOf(units);
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).index() != i) {
                throw new ReportException(
                        "token " + i + " says it is token " + tokens.get(i).index() + "; tokens must be in order");
            }
            Finite.require(tokens.get(i).relevance(), "the relevance of token " + i);
        }
        ExplainedCheck.requirePosition(position, tokens.size());
        Finite.require(value, "the explained value");
        ExplainedCheck.requireFinite(target, candidates, contrast);
        ExplainedCheck.requireLatent(latent, tokens.size());
        ExplainedCheck.requireFinite(ledger);
        ExplainedCheck.requirePixels(pixels, tokens.size());
        ExplainedCheck.requireWords(words, tokens.size());
        ExplainedCheck.requireAnswer(answer, tokens.size());
        ExplainedCheck.requireParts(parts, answer.firstToken(), prompt, tokens);
        ExplainedCheck.requireFinite(convergence);
        ExplainedCheck.requireUnits(units, tokens.size());
        ExplainedCheck.requireFinite(timing);
    }

    /**
     * Begins an explanation: of what a language model says next, after the last token, unless {@link Builder#output} says
     * otherwise.
     *
     * @param rules name of the rule set, or of another method
     * @param tokens the tokens with their relevance, in their order
     * @param target the explained token, class or other entry
     */
    public static Builder builder(String rules, List<TokenRelevance> tokens, Candidate target) {
        return new Builder(rules, tokens, target);
    }

    /** Begins an explanation with all the values of this one. */
    public Builder toBuilder() {
        return new Builder(rules, tokens, target)
                .signed(signed)
                .prompt(prompt)
                .output(output, position)
                .value(value)
                .contrast(contrast)
                .candidates(candidates)
                .latent(latent)
                .ledger(ledger)
                .convergence(convergence)
                .timing(timing)
                .pixels(pixels)
                .gamma(gamma)
                .words(words)
                .answer(answer)
                .parts(parts)
                .units(units);
    }

    /** Whether the target stands at a token rather than for the whole prompt. */
    public boolean standsAtToken() {
        return output.place() == OutputKind.Place.EACH_TOKEN;
    }

    /** Whether the target is the next token, of which the model sees only what stands before. */
    public boolean isNextToken() {
        return output.entries() == OutputKind.Entries.NEXT_TOKEN;
    }

    /** Index of the last token that the model sees where the target stands. */
    public int lastSeen() {
        return isNextToken() ? position : tokens.size() - 1;
    }

    /** Where the target stands, such as {@code after token 3}; empty where it is about the whole prompt. */
    public String where() {
        String named = output.name().equals(OutputKind.LOGITS) ? "" : "in " + output.name();
        if (!standsAtToken()) {
            return named;
        }
        return (isNextToken() ? "after" : "at") + " token " + position + (named.isEmpty() ? "" : " ") + named;
    }

    /** Whether the target's advantage over others was explained, not its logit: by the value where a file does not say it. */
    public boolean contrastive() {
        return contrast != null || Math.abs(value - target.logit()) > 1e-9 * Math.max(1, Math.abs(value));
    }

    /** Whether several entries were explained together, such as the tokens of an answer. */
    public boolean isSum() {
        return !answer.entries().isEmpty();
    }

    /** The same, made with the gamma rule. */
    public Explained with(@Nullable Gamma rule) {
        return toBuilder().gamma(rule).build();
    }

    /**
     * The same, to be shown in words instead of tokens; everything else, such as {@link #position}, still counts
     * tokens.
     *
     * @throws ReportException if it is about an image
     */
    public Explained inWords() {
        if (pixels != null) {
            throw new ReportException("an image has no words; its explanation is shown in pixels and patches");
        }
        ExplainedCheck.requireInside(prompt, tokens, "part of a word");
        return toBuilder()
                .words(Words.in(prompt, tokens, parts.spans(), answer.firstToken()))
                .build();
    }

    /**
     * The same, to be shown by the parts of its prompt, too.
     *
     * @throws ReportException if it is about an image
     */
    public Explained inSegments() {
        if (pixels != null) {
            throw new ReportException("an image has no segments; its explanation is shown in pixels and patches");
        }
        return toBuilder().parts(parts.shown()).build();
    }

    /** Relevance by parts of the prompt, if it is to be shown. */
    public Optional<Segments> segments() {
        return parts.areShown()
                ? Optional.of(Segments.of(new Segments.Source(
                        prompt, tokens, parts.spans(), answer.firstToken(), answer.hops(), value, ledger, convergence)))
                : Optional.empty();
    }

    /** How many tokens stand before those of the patches. */
    public int leadingTokens() {
        return pixels == null ? 0 : pixels.leadingTokens();
    }

    /** The plain data of an attribution. */
    static Explained of(Attribution a) {
        PixelRelevance pixels = a.pixels().orElse(null);
        List<TokenRelevance> tokens = pixels == null ? a.tokens() : ImageTokens.of(pixels);
        return builder(a.method(), tokens, a.target())
                .signed(a.isSigned())
                .prompt(a.prompt().orElse(null))
                .output(
                        OutputKind.of(
                                a.output().name(),
                                a.output().place(),
                                a.output().entries()),
                        a.position())
                .value(a.value())
                .contrast(a.contrast().orElse(null))
                .candidates(a.candidates())
                .latent(a.latent())
                .ledger(a.ledger().orElse(null))
                .convergence(a.convergence().orElse(null))
                .timing(a.timing())
                .pixels(pixels)
                .answer(new AnswerParts(
                        pixels == null ? a.answer() : tokens.size(), a.isSum() ? a.explained() : List.of(), a.hops()))
                .parts(new PromptParts(a.segments(), false))
                .units(a.units().stream().map(UnitSummary::of).toList())
                .build();
    }

    /** Collects what an explanation is made of. */
    public static final class Builder {
        private final String rules;
        private final List<TokenRelevance> tokens;
        private final Candidate target;
        private boolean signed = true;
        private OutputKind output = OutputKind.nextToken();
        private int position;
        private double value;
        private List<Candidate> candidates = List.of();
        private List<LatentRelevance> latent = List.of();
        private Timing timing = new Timing(0, 0);
        private List<WordRelevance> words = List.of();
        private AnswerParts answer;
        private PromptParts parts = PromptParts.NONE;
        private List<UnitSummary> units = List.of();

        private @Nullable String prompt;
        private @Nullable Contrast contrast;
        private @Nullable Closing ledger;
        private @Nullable Convergence convergence;
        private @Nullable PixelRelevance pixels;
        private @Nullable Gamma gamma;

        private Builder(String rules, List<TokenRelevance> tokens, Candidate target) {
            this.rules = rules;
            this.tokens = List.copyOf(tokens);
            this.target = target;
            this.position = this.tokens.size() - 1;
            this.value = target.logit();
            this.answer = AnswerParts.none(this.tokens.size());
        }

        /** What an explanation of an answer has besides. */
        public Builder answer(AnswerParts parts) {
            answer = parts;
            return this;
        }

        /** Whether relevance speaks for or against the target, as it does unless this says otherwise. */
        public Builder signed(boolean has) {
            signed = has;
            return this;
        }

        /** The named parts of the prompt, and whether relevance is shown by them. */
        public Builder parts(PromptParts named) {
            parts = named;
            return this;
        }

        /** Units that were asked for. */
        public Builder units(List<UnitSummary> all) {
            units = all;
            return this;
        }

        /** The prompt's text, or null if it was given as token ids. */
        public Builder prompt(@Nullable String text) {
            prompt = text;
            return this;
        }

        /** The output that the target is an entry of, and the index of the token at whose output it stands. */
        public Builder output(OutputKind kind, int at) {
            output = kind;
            position = at;
            return this;
        }

        /** What was explained, if that is not the target's logit. */
        public Builder value(double explained) {
            value = explained;
            return this;
        }

        /** What the target was compared with. */
        public Builder contrast(@Nullable Contrast others) {
            contrast = others;
            return this;
        }

        /** The entries with the largest logits, largest first. */
        public Builder candidates(List<Candidate> largest) {
            candidates = largest;
            return this;
        }

        /** Relevance of the hidden states, first layer to last. */
        public Builder latent(List<LatentRelevance> sites) {
            latent = sites;
            return this;
        }

        /** The account of a propagation. */
        public Builder ledger(@Nullable Closing account) {
            ledger = account;
            return this;
        }

        /** The account of a method whose relevance adds up to a difference from a baseline. */
        public Builder convergence(@Nullable Convergence account) {
            convergence = account;
            return this;
        }

        /** How long it took. */
        public Builder timing(Timing seconds) {
            timing = seconds;
            return this;
        }

        /** Relevance of the pixels, if the prompt is an image. */
        public Builder pixels(@Nullable PixelRelevance map) {
            pixels = map;
            return this;
        }

        /** The gamma rule on linear layers and convolutions. */
        public Builder gamma(@Nullable Gamma rule) {
            gamma = rule;
            return this;
        }

        /** The words of the prompt, to be shown instead of the tokens. */
        public Builder words(List<WordRelevance> instead) {
            words = instead;
            return this;
        }

        /**
         * The explanation.
         *
         * @throws ReportException if something does not fit together, or a number is not finite
         */
        public Explained build() {
            return new Explained(
                    rules,
                    signed,
                    prompt,
                    tokens,
                    output,
                    position,
                    target,
                    value,
                    contrast,
                    candidates,
                    latent,
                    ledger,
                    convergence,
                    timing,
                    pixels,
                    gamma,
                    words,
                    answer,
                    parts,
                    units);
        }
    }
}
