package org.lxt.report;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lxt.explain.Attribution;
import org.lxt.explain.Candidate;
import org.lxt.explain.Contrast;
import org.lxt.explain.LatentRelevance;
import org.lxt.explain.Timing;
import org.lxt.explain.TokenRelevance;
import org.lxt.explain.WordRelevance;
import org.lxt.explain.Words;
import org.lxt.spi.OutputKind;

/**
 * One explained target: an attribution as plain data.
 *
 * @param rules name of the rule set
 * @param prompt the prompt's text, or null if it was given as token ids
 * @param tokens the tokens with their relevance, in their order
 * @param output the output that the target is an entry of
 * @param position index of the token at whose output the target stands; 0 where an output is about the whole prompt
 * @param target the explained token, class or other entry
 * @param value what was explained: the target's logit, or its advantage over others
 * @param contrast what the target was compared with; null if its logit was explained, or if that is not known
 * @param candidates the entries with the largest logits, largest first
 * @param latent relevance of the hidden states, first layer to last; may be empty
 * @param ledger the account, or null if none was kept
 * @param timing how long it took
 * @param pixels relevance of the pixels, if the prompt is an image; the tokens then are those that the model makes of it:
 *     the class token, then a token for each patch with the patch's relevance
 * @param gamma the gamma rule on linear layers and convolutions; null if there was none
 * @param words the words of the prompt, if they are to be shown instead of the tokens; else none
 */
public record Explained(
        String rules,
        @Nullable String prompt,
        List<TokenRelevance> tokens,
        OutputKind output,
        int position,
        Candidate target,
        double value,
        @Nullable Contrast contrast,
        List<Candidate> candidates,
        List<SiteRelevance> latent,
        @Nullable Account ledger,
        Timing timing,
        @Nullable PixelMap pixels,
        @Nullable Gamma gamma,
        List<WordRelevance> words) {
    /** Refuses what does not fit together: numbers that are not finite, positions and sizes that do not match. */
    public Explained {
        tokens = List.copyOf(tokens);
        candidates = List.copyOf(candidates);
        latent = List.copyOf(latent);
        words = List.copyOf(words);
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).index() != i) {
                throw new ReportException(
                        "token " + i + " says it is token " + tokens.get(i).index() + "; tokens go in their order");
            }
            Finite.require(tokens.get(i).relevance(), "the relevance of token " + i);
        }
        if (position < 0 || position >= tokens.size()) {
            throw new ReportException("position " + position + " is outside the " + tokens.size() + " tokens");
        }
        Finite.require(value, "the explained value");
        requireFinite(target);
        candidates.forEach(Explained::requireFinite);
        if (contrast != null) {
            contrast.tokens().forEach(Explained::requireFinite);
        }
        for (SiteRelevance site : latent) {
            if (site.relevance().size() != tokens.size()) {
                throw new ReportException(site.site() + " has the relevance of "
                        + site.relevance().size() + " tokens, but the prompt has " + tokens.size());
            }
        }
        if (pixels != null && pixels.patchRows() * pixels.patchColumns() > tokens.size()) {
            throw new ReportException("there are more patches than the " + tokens.size() + " tokens");
        }
        requireWords(words, tokens.size());
        Finite.require(timing.forward(), "the time of the forward pass");
        Finite.require(timing.backward(), "the time of the backward pass");
    }

    /** An explanation of tokens. */
    public Explained(
            String rules,
            @Nullable String prompt,
            List<TokenRelevance> tokens,
            OutputKind output,
            int position,
            Candidate target,
            double value,
            @Nullable Contrast contrast,
            List<Candidate> candidates,
            List<SiteRelevance> latent,
            @Nullable Account ledger,
            Timing timing) {
        this(
                rules,
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
                timing,
                null,
                null,
                List.of());
    }

    /** What a language model says next. */
    public Explained(
            String rules,
            @Nullable String prompt,
            List<TokenRelevance> tokens,
            int position,
            Candidate target,
            double value,
            @Nullable Contrast contrast,
            List<Candidate> candidates,
            List<SiteRelevance> latent,
            @Nullable Account ledger,
            Timing timing) {
        this(
                rules,
                prompt,
                tokens,
                OutputKind.nextToken(),
                position,
                target,
                value,
                contrast,
                candidates,
                latent,
                ledger,
                timing);
    }

    /** Words are one after the other, and every token is in one. */
    private static void requireWords(List<WordRelevance> words, int tokens) {
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

    private static void requireFinite(Candidate candidate) {
        Finite.require(candidate.logit(), "the logit of token id " + candidate.id());
        if (!Double.isNaN(candidate.probability())) {
            Finite.require(candidate.probability(), "the probability of token id " + candidate.id());
        }
    }

    /** Whether the target stands at a token, and not for the whole prompt. */
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

    /**
     * Whether the target's advantage over others was explained, not its logit. Files of older versions do not name the
     * others, but the value tells.
     */
    public boolean contrastive() {
        return contrast != null || Math.abs(value - target.logit()) > 1e-9 * Math.max(1, Math.abs(value));
    }

    /** The same, made with the gamma rule. */
    public Explained with(@Nullable Gamma rule) {
        return new Explained(
                rules,
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
                timing,
                pixels,
                rule,
                words);
    }

    /**
     * The same, to be shown in words instead of tokens; all else, such as {@link #position}, still speaks of tokens.
     *
     * @throws ReportException if it is about an image
     */
    public Explained inWords() {
        if (pixels != null) {
            throw new ReportException("an image has no words; its explanation is shown in pixels and patches");
        }
        if (prompt != null) {
            requireInside(prompt);
        }
        return new Explained(
                rules,
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
                timing,
                null,
                gamma,
                Words.in(prompt, tokens));
    }

    private void requireInside(String text) {
        for (TokenRelevance token : tokens) {
            if (token.start() < 0 || token.start() > token.end() || token.end() > text.length()) {
                throw new ReportException("token " + token.index() + " cannot be part of a word: it stands at "
                        + token.start() + " to " + token.end() + " of a prompt of " + text.length() + " characters");
            }
        }
    }

    /** How many tokens stand before those of the patches. */
    public int leadingTokens() {
        return pixels == null ? 0 : tokens.size() - pixels.patchRows() * pixels.patchColumns();
    }

    /** The plain data of an attribution. */
    static Explained of(Attribution a) {
        PixelMap pixels = a.pixels().map(ImageTokens::map).orElse(null);
        return new Explained(
                a.method(),
                a.prompt().orElse(null),
                pixels == null ? a.tokens() : ImageTokens.of(a.pixels().orElseThrow()),
                OutputKind.of(a.output().name(), a.output().place(), a.output().entries()),
                a.position(),
                a.target(),
                a.value(),
                a.contrast().orElse(null),
                a.candidates(),
                a.latent().stream().map(Explained::site).toList(),
                a.ledger().map(Account::of).orElse(null),
                a.timing(),
                pixels,
                null,
                List.of());
    }

    private static SiteRelevance site(LatentRelevance latent) {
        List<Double> relevance = Arrays.stream(latent.relevance()).boxed().toList();
        return new SiteRelevance(latent.site().path(), relevance);
    }
}
