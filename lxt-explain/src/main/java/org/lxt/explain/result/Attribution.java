// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.result;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lxt.explain.method.Convergence;
import org.lxt.explain.request.Detail;
import org.lxt.explain.request.ExplainException;
import org.lxt.explain.units.UnitRelevance;
import org.lxt.spi.OutputKind;

/**
 * Why the model gave a logit: the relevance of each token of the prompt, or of each pixel of an image, and what belongs to
 * reading it.
 */
public final class Attribution {
    private final ModelIdentity model;
    private final String method;
    private final boolean signed;
    private final OutputKind output;
    private final @Nullable String prompt;
    private final List<TokenRelevance> tokens;
    private final @Nullable PixelRelevance pixels;
    private final List<ExplainedEntry> explained;
    private final double value;
    private final Timing timing;
    private final List<LatentRelevance> latent;
    private final List<ExpertRelevance> experts;
    private final List<UnitRelevance> units;
    private final @Nullable Closing closing;
    private final List<Hop> hops;
    private final int answer;
    private final List<SegmentSpan> segments;
    private final @Nullable Convergence convergence;
    private final double @Nullable [] features;
    private final double @Nullable [] embeddingGradient;
    private final double @Nullable [] logits;

    Attribution(AttributionBuilder builder) {
        this.model = builder.model;
        this.method = builder.method;
        this.signed = builder.signed;
        this.output = builder.output;
        this.prompt = builder.prompt;
        this.tokens = List.copyOf(builder.tokens);
        this.pixels = builder.pixels;
        this.explained = List.copyOf(builder.explained);
        this.value = builder.value;
        this.timing = builder.timing;
        this.latent = List.copyOf(builder.latent);
        this.experts = List.copyOf(builder.experts);
        this.units = List.copyOf(builder.units);
        this.closing = builder.closing;
        this.hops = List.copyOf(builder.hops);
        this.answer = Math.min(builder.answer, tokens.size());
        this.segments = List.copyOf(builder.segments);
        this.convergence = builder.convergence;
        this.features = builder.features;
        this.embeddingGradient = builder.embeddingGradient;
        this.logits = builder.logits;
    }

    /** The model. */
    public ModelIdentity model() {
        return model;
    }

    /** The name of the method: of a rule set, with its composite if it has one, such as {@code attnlrp}, or of another. */
    public String method() {
        return method;
    }

    /**
     * Whether relevance speaks for or against the target; without a sign it tells only how much a part of the prompt matters,
     * and its sum means nothing.
     */
    public boolean isSigned() {
        return signed;
    }

    /** The output that the target is an entry of. */
    public OutputKind output() {
        return output;
    }

    /** The prompt's text, if it was given as text; of a pair both, with a line end between them. */
    public Optional<String> prompt() {
        return Optional.ofNullable(prompt);
    }

    /** The tokens with their relevance; none if the prompt is an image. */
    public List<TokenRelevance> tokens() {
        return tokens;
    }

    /** Relevance of the pixels; empty if the prompt is not an image. */
    public Optional<PixelRelevance> pixels() {
        return Optional.ofNullable(pixels);
    }

    /** Relevance of each token, in units of the logit. */
    public double[] relevance() {
        return tokens.stream().mapToDouble(TokenRelevance::relevance).toArray();
    }

    /**
     * What was explained: one entry, or for a sum of several, such as the tokens of an answer, each of them in its order.
     */
    public List<ExplainedEntry> explained() {
        return explained;
    }

    /** Whether several entries were explained together. */
    public boolean isSum() {
        return explained.size() > 1;
    }

    /**
     * Index of the token at whose output the target stands, of a sum the last one; 0 where an output is about the whole prompt.
     */
    public int position() {
        return explained.stream().mapToInt(ExplainedEntry::position).max().orElseThrow();
    }

    /**
     * Whether the model sees a token where the target stands, or the last of several: a decoder sees none after it, an encoder
     * sees all.
     */
    public boolean sees(int token) {
        return output.entries() != OutputKind.Entries.NEXT_TOKEN || token <= position();
    }

    /** The explained token or class with its logit; of a sum all of them, with their texts and the weighted sum of logits. */
    public Candidate target() {
        return isSum()
                ? ExplainedEntry.together(explained)
                : explained.getFirst().target();
    }

    /**
     * The explained value: the target's logit, for contrastive targets its advantage, of several targets their weighted sum. Of
     * a log-probability a propagation explains the logit less the mean of all under the model's probabilities.
     */
    public double value() {
        return value;
    }

    /** What the target was compared with; empty if its logit was explained as it is, and for a sum. */
    public Optional<Contrast> contrast() {
        return isSum() ? Optional.empty() : explained.getFirst().contrast();
    }

    /** The entries with the largest logits at the explained position, largest first: tokens, or classes. None for a sum. */
    public List<Candidate> candidates() {
        return isSum() ? List.of() : explained.getFirst().candidates();
    }

    /** How long the call took. */
    public Timing timing() {
        return timing;
    }

    /** Relevance at the hidden states, first layer to last; empty unless {@link Detail#LATENT} was asked for. */
    public List<LatentRelevance> latent() {
        return latent;
    }

    /**
     * Relevance and activation of the units of the values that {@link org.lxt.explain.Explainer#observing} asked for, in the order
     * in which the model computes them; empty if nothing was asked for.
     */
    public List<UnitRelevance> units() {
        return units;
    }

    /**
     * Relevance of the units of a value, tokens x units; of an image the tokens are those before the patches, such as the class
     * token, then one for each patch, row by row.
     *
     * @param name of the value, such as {@code layers.7.mlp.neurons}, which was asked for by {@link
     *     org.lxt.explain.Explainer#observing}; or of one of the {@link #latent} hidden states, such as {@code layers.8}, which
     *     is a single unit then, whose activation is not a number
     * @throws ExplainException if it was not asked for
     */
    public UnitRelevance at(String name) {
        return NamedUnits.find(name, units, latent);
    }

    /**
     * Relevance of the experts that tokens were routed to, first layer to last; empty if the model has none, or unless {@link
     * Detail#EXPERTS} was asked for. The last layer is computed for explained positions alone, so only their experts are
     * there.
     */
    public List<ExpertRelevance> experts() {
        return experts;
    }

    /** The account of a propagation; present if {@link Detail#LEDGER} was asked for. */
    public Optional<Closing> ledger() {
        return Optional.ofNullable(closing);
    }

    /**
     * The backward passes, where relevance that landed on the answer was passed on; empty if there was a single one. {@link
     * #tokens} has the outcome: on the prompt what all passes put there, on the answer what the last one did.
     */
    public List<Hop> hops() {
        return hops;
    }

    /** Index of the first token of the answer that the prompt ends with; the number of tokens if there is none. */
    public int answer() {
        return answer;
    }

    /**
     * Where the named parts of the prompt lie, in its order; of a pair without any, the two texts. {@link
     * org.lxt.explain.words.Segments} adds relevance up for each.
     */
    public List<SegmentSpan> segments() {
        return segments;
    }

    /** The account of a method whose relevance adds up to a difference from a baseline, such as integrated gradients. */
    public Optional<Convergence> convergence() {
        return Optional.ofNullable(convergence);
    }

    /**
     * The gradient at the embeddings, {@code [tokens, hidden size]} row by row, or at the pixels, {@code [channels, height,
     * width]}; present if {@link Detail#EMBEDDINGS} was asked for and the method is a propagation.
     */
    public Optional<double[]> embeddingGradient() {
        return Optional.ofNullable(embeddingGradient).map(double[]::clone);
    }

    /**
     * Relevance of each dimension of each embedding, or of each channel of each pixel, as in {@link #embeddingGradient}; of a
     * propagation value times gradient. Present if {@link Detail#EMBEDDINGS} was asked for.
     */
    public Optional<double[]> embeddingRelevance() {
        return Optional.ofNullable(features).map(double[]::clone);
    }

    /** The output vector at the explained position; present if {@link Detail#LOGITS} was asked for. */
    public Optional<double[]> logits() {
        return Optional.ofNullable(logits).map(double[]::clone);
    }

    /**
     * The attribution as maps, lists, texts and numbers, an entry of {@code attributions} in {@code docs/json.md}: what JSON
     * libraries make of it where nobody tells them anything else. Embeddings, their gradient and logits are not in it; of
     * an image neither are tokens.
     */
    @JsonValue
    public Map<String, Object> toMap() {
        return PlainData.of(this);
    }

    /** In a few words. */
    @Override
    public String toString() {
        return InWords.of(this);
    }

    /**
     * Begins an attribution: of targets without a prompt, with the value 0, until the builder is told otherwise.
     *
     * @param model the model
     * @param method the name of the method
     * @param output the output that the targets are entries of
     * @param explained what was explained, at least one entry
     */
    public static AttributionBuilder builder(
            ModelIdentity model, String method, OutputKind output, List<ExplainedEntry> explained) {
        if (explained.isEmpty()) {
            throw new IllegalArgumentException("an attribution explains at least one entry");
        }
        return new AttributionBuilder(model, method, output, explained);
    }
}
