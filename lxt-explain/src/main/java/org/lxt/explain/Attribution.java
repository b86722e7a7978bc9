package org.lxt.explain;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lxt.rules.RuleSet;
import org.lxt.spi.OutputKind;

/**
 * Why the model gave a logit: the relevance of each token of the prompt, or of each pixel of an image, and what belongs to
 * reading it.
 */
public final class Attribution {
    private final ModelIdentity model;
    private final RuleSet rules;
    private final OutputKind output;
    private final @Nullable String prompt;
    private final List<TokenRelevance> tokens;
    private final @Nullable PixelRelevance pixels;
    private final int position;
    private final Candidate target;
    private final double value;
    private final @Nullable Contrast contrast;
    private final List<Candidate> candidates;
    private final Timing timing;
    private final List<LatentRelevance> latent;
    private final List<ExpertRelevance> experts;
    private final @Nullable Closing closing;
    private final double @Nullable [] embeddings;
    private final double @Nullable [] embeddingGradient;
    private final double @Nullable [] logits;

    Attribution(Builder builder) {
        this.model = builder.model;
        this.rules = builder.rules;
        this.output = builder.output;
        this.prompt = builder.prompt;
        this.tokens = List.copyOf(builder.tokens);
        this.pixels = builder.pixels;
        this.position = builder.position;
        this.target = builder.target;
        this.value = builder.value;
        this.contrast = builder.contrast;
        this.candidates = List.copyOf(builder.candidates);
        this.timing = builder.timing;
        this.latent = List.copyOf(builder.latent);
        this.experts = List.copyOf(builder.experts);
        this.closing = builder.closing;
        this.embeddings = builder.embeddings;
        this.embeddingGradient = builder.embeddingGradient;
        this.logits = builder.logits;
    }

    /** The model. */
    public ModelIdentity model() {
        return model;
    }

    /** The rule set. */
    public RuleSet rules() {
        return rules;
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

    /** Relevance of the pixels; empty if the prompt is no image. */
    public Optional<PixelRelevance> pixels() {
        return Optional.ofNullable(pixels);
    }

    /** Relevance of each token, in units of the logit. */
    public double[] relevance() {
        return tokens.stream().mapToDouble(TokenRelevance::relevance).toArray();
    }

    /** Index of the token at whose output the target stands; 0 where an output is about the whole prompt. */
    public int position() {
        return position;
    }

    /** Whether the model sees a token where the target stands: a decoder sees none after it, an encoder sees all. */
    public boolean sees(int token) {
        return output.entries() != OutputKind.Entries.NEXT_TOKEN || token <= position;
    }

    /** The explained token or class with its logit. */
    public Candidate target() {
        return target;
    }

    /** The explained value: the target's logit, or for contrastive targets its advantage. */
    public double value() {
        return value;
    }

    /** What the target was compared with; empty if its logit was explained as it is. */
    public Optional<Contrast> contrast() {
        return Optional.ofNullable(contrast);
    }

    /** The entries with the largest logits at the explained position, largest first: tokens, or classes. */
    public List<Candidate> candidates() {
        return candidates;
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
     * Relevance of the hidden state at a site.
     *
     * @param site path, such as {@code layers.3}
     * @return one value a token; of an image, one for each token before the patches, such as the class token, then one a
     *     patch, row by row
     */
    public double[] at(String site) {
        return latent.stream()
                .filter(l -> l.site().path().equals(site))
                .findFirst()
                .orElseThrow(() -> new ExplainException("there is no latent relevance at '" + site + "'; there is at: "
                        + latent.stream().map(l -> l.site().path()).toList()))
                .relevance()
                .clone();
    }

    /**
     * Relevance of the experts that tokens were routed to, first layer to last; empty if the model has none, or unless {@link
     * Detail#EXPERTS} was asked for. The last layer is computed for explained positions alone, so only their experts are
     * there.
     */
    public List<ExpertRelevance> experts() {
        return experts;
    }

    /** The account; present if {@link Detail#LEDGER} was asked for. */
    public Optional<Closing> ledger() {
        return Optional.ofNullable(closing);
    }

    /**
     * The gradient at the embeddings, {@code [tokens, hidden size]} row by row, or at the pixels, {@code [channels, height,
     * width]}; present if {@link Detail#EMBEDDINGS} was asked for.
     */
    public Optional<double[]> embeddingGradient() {
        return Optional.ofNullable(embeddingGradient).map(double[]::clone);
    }

    /** Relevance of each dimension of each embedding, or of each channel of each pixel: value times gradient, as there. */
    public Optional<double[]> embeddingRelevance() {
        if (embeddings == null || embeddingGradient == null) {
            return Optional.empty();
        }
        double[] relevance = new double[embeddings.length];
        for (int i = 0; i < relevance.length; i++) {
            relevance[i] = embeddings[i] * embeddingGradient[i];
        }
        return Optional.of(relevance);
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

    /** What an attribution is made of. */
    static final class Builder {
        final ModelIdentity model;
        final RuleSet rules;
        final OutputKind output;
        final Candidate target;
        final Timing timing;

        @Nullable
        String prompt;

        List<TokenRelevance> tokens = List.of();

        @Nullable
        PixelRelevance pixels;

        int position;
        double value;

        @Nullable
        Contrast contrast;

        List<Candidate> candidates = List.of();
        List<LatentRelevance> latent = List.of();
        List<ExpertRelevance> experts = List.of();

        @Nullable
        Closing closing;

        double @Nullable [] embeddings;
        double @Nullable [] embeddingGradient;
        double @Nullable [] logits;

        Builder(ModelIdentity model, RuleSet rules, OutputKind output, Candidate target, Timing timing) {
            this.model = model;
            this.rules = rules;
            this.output = output;
            this.target = target;
            this.timing = timing;
        }
    }
}
