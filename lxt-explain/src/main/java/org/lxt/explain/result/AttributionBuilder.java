// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.result;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lxt.explain.method.Convergence;
import org.lxt.explain.units.UnitRelevance;
import org.lxt.spi.OutputKind;

/** What an {@link Attribution} is made of. */
public final class AttributionBuilder {
    final ModelIdentity model;
    final String method;
    final OutputKind output;
    final List<ExplainedEntry> explained;

    @Nullable
    String prompt;

    List<TokenRelevance> tokens = List.of();

    @Nullable
    PixelRelevance pixels;

    double value;
    boolean signed = true;
    Timing timing = new Timing(0, 0);
    List<LatentRelevance> latent = List.of();
    List<ExpertRelevance> experts = List.of();
    List<UnitRelevance> units = List.of();

    @Nullable
    Closing closing;

    List<Hop> hops = List.of();
    int answer = Integer.MAX_VALUE;
    List<SegmentSpan> segments = List.of();

    @Nullable
    Convergence convergence;

    double @Nullable [] features;
    double @Nullable [] embeddingGradient;
    double @Nullable [] logits;

    AttributionBuilder(ModelIdentity model, String method, OutputKind output, List<ExplainedEntry> explained) {
        this.model = model;
        this.method = method;
        this.output = output;
        this.explained = explained;
    }

    /** The prompt's text, or null if it was not given as text. */
    public AttributionBuilder prompt(@Nullable String text) {
        prompt = text;
        return this;
    }

    /** The tokens with their relevance, in their order. */
    public AttributionBuilder tokens(List<TokenRelevance> all) {
        tokens = all;
        return this;
    }

    /** Relevance of the pixels, if the prompt is an image. */
    public AttributionBuilder pixels(@Nullable PixelRelevance relevance) {
        pixels = relevance;
        return this;
    }

    /** The explained value. */
    public AttributionBuilder value(double explained) {
        value = explained;
        return this;
    }

    /** Whether relevance has a sign; it has unless this says otherwise. */
    public AttributionBuilder signed(boolean value) {
        signed = value;
        return this;
    }

    /** How long it took. */
    public AttributionBuilder timing(Timing seconds) {
        timing = seconds;
        return this;
    }

    /** Relevance of the hidden states, first layer to last. */
    public AttributionBuilder latent(List<LatentRelevance> states) {
        latent = states;
        return this;
    }

    /** Relevance of the experts, first layer to last. */
    public AttributionBuilder experts(List<ExpertRelevance> all) {
        experts = all;
        return this;
    }

    /** Relevance of the units that were asked for, in the order of the forward pass. */
    public AttributionBuilder units(List<UnitRelevance> all) {
        units = all;
        return this;
    }

    /** The account of a propagation, or null. */
    public AttributionBuilder ledger(@Nullable Closing account) {
        closing = account;
        return this;
    }

    /** The backward passes, if there were several. */
    public AttributionBuilder hops(List<Hop> passes) {
        hops = passes;
        return this;
    }

    /** Index of the first token of the answer; without, there is none. */
    public AttributionBuilder answer(int firstToken) {
        answer = firstToken;
        return this;
    }

    /** Where the named parts of the prompt lie, in its order. */
    public AttributionBuilder segments(List<SegmentSpan> parts) {
        segments = parts;
        return this;
    }

    /** The account of a method whose relevance adds up to a difference from a baseline, or null. */
    public AttributionBuilder convergence(@Nullable Convergence account) {
        convergence = account;
        return this;
    }

    /** Relevance of each dimension of each embedding, or of each channel of each pixel; null if it was not kept. */
    public AttributionBuilder embeddingRelevance(double @Nullable [] relevance) {
        features = relevance;
        return this;
    }

    /** The gradient at the embeddings or pixels; null if it was not kept. */
    public AttributionBuilder embeddingGradient(double @Nullable [] gradient) {
        embeddingGradient = gradient;
        return this;
    }

    /** The output vector at the explained position; null if it was not kept. */
    public AttributionBuilder logits(double @Nullable [] vector) {
        logits = vector;
        return this;
    }

    /** The attribution. */
    public Attribution build() {
        return new Attribution(this);
    }
}
