package org.lxt.explain;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lxt.explain.method.Convergence;
import org.lxt.explain.method.Relevance;
import org.lxt.spi.OutputKind;

/**
 * Why the model gave a logit: the relevance of each token of the prompt, or of each pixel of an image, and what belongs to
 * reading it.
 */
public final class Attribution {
    private final ModelIdentity model;
    private final String method;
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
    private final @Nullable Convergence convergence;
    private final double @Nullable [] features;
    private final double @Nullable [] embeddingGradient;
    private final double @Nullable [] logits;

    Attribution(Builder builder) {
        this.model = builder.model;
        this.method = builder.method;
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

    /** The account of a propagation; present if {@link Detail#LEDGER} was asked for. */
    public Optional<Closing> ledger() {
        return Optional.ofNullable(closing);
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

    /** What an attribution is made of. */
    static final class Builder {
        final ModelIdentity model;
        final String method;
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

        @Nullable
        Convergence convergence;

        double @Nullable [] features;
        double @Nullable [] embeddingGradient;
        double @Nullable [] logits;

        Builder(ModelIdentity model, String method, OutputKind output, Candidate target, Timing timing) {
            this.model = model;
            this.method = method;
            this.output = output;
            this.target = target;
            this.timing = timing;
        }

        /**
         * Takes what a method found.
         *
         * @param withFeatures whether to keep the relevance of each feature
         */
        void relevance(Relevance found, EncodedPrompt prompt, TokenNames names, boolean withFeatures) {
            value = found.value();
            convergence = found.convergence().orElse(null);
            boolean isImage = prompt instanceof EncodedImage;
            boolean isPropagated = found instanceof Propagated;
            double[] all = withFeatures || isImage || !isPropagated ? found.features() : new double[0];
            features = withFeatures ? all : null;
            if (found instanceof Propagated propagated) {
                latent = propagated.latent();
                experts = propagated.experts();
                closing = propagated.closing();
                embeddingGradient = withFeatures ? propagated.gradient() : null;
            }
            switch (prompt) {
                case EncodedTokens text -> {
                    double[] rows = found instanceof Propagated p ? p.tokens() : rowSums(all, text.length());
                    this.prompt = text.text();
                    tokens = text.tokens(names, rows);
                }
                case EncodedImage image ->
                    pixels = new PixelRelevance(
                            image.kind(), image.image().height(), image.image().width(), all);
            }
        }

        private static double[] rowSums(double[] features, int rows) {
            double[] sums = new double[rows];
            int columns = features.length / rows;
            for (int i = 0; i < features.length; i++) {
                sums[i / columns] += features[i];
            }
            return sums;
        }
    }
}
