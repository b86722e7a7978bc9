package org.lxt.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.lxt.spi.ModelOutput;
import org.lxt.tensor.Gradients;
import org.lxt.tensor.Ledger;
import org.lxt.tensor.PackedRows;
import org.lxt.tensor.Tensor;

/** Reads what one seed left in the gradients of a pass, for one of the prompts. */
final class AttributionParts {
    private final List<EncodedPrompt> prompts;
    private final Set<Detail> details;
    private final TokenNames names;
    private final Tensor asked;
    private final ModelOutput output;
    private final Gradients gradients;
    private final double[] input;

    AttributionParts(
            List<EncodedPrompt> prompts,
            Set<Detail> details,
            TokenNames names,
            Pass.Result forward,
            Gradients gradients) {
        this.prompts = prompts;
        this.details = details;
        this.names = names;
        this.asked = forward.input();
        this.output = forward.output();
        this.gradients = gradients;
        boolean isRead = details.contains(Detail.EMBEDDINGS) || prompts.getFirst() instanceof EncodedImage;
        this.input = isRead ? asked.toDoubles() : new double[0];
    }

    /** Puts them into an attribution of which the explained value is known. */
    void addTo(Attribution.Builder builder, int sequence, int seed) {
        EncodedPrompt prompt = prompts.get(sequence);
        switch (prompt) {
            case EncodedTokens tokens -> addTokens(builder, tokens, firstRow(sequence), seed);
            case EncodedImage image -> addPixels(builder, image, sequence, seed);
        }
        builder.value = gradients.seedValues().get(seed);
        if (details.contains(Detail.LATENT)) {
            builder.latent = latent(sequence, prompt.length(), seed);
        }
        if (details.contains(Detail.EXPERTS)) {
            builder.experts = ExpertSums.of(output, gradients, seed);
        }
        Ledger ledger = gradients.ledger();
        if (ledger != null) {
            List<Ledger.Entry> entries =
                    ledger.entries().stream().filter(x -> x.seed() == seed).toList();
            builder.closing = new Closing(builder.value, gradients.inputRelevance(seed), entries);
        }
    }

    private void addTokens(Attribution.Builder builder, EncodedTokens prompt, int first, int seed) {
        double[] relevance = gradients.relevance(asked, seed);
        List<TokenRelevance> tokens = new ArrayList<>();
        for (int i = 0; i < prompt.length(); i++) {
            tokens.add(prompt.token(i, names, relevance[first + i]));
        }
        builder.prompt = prompt.text();
        builder.tokens = tokens;
        if (details.contains(Detail.EMBEDDINGS)) {
            addInput(builder, first, prompt.length(), gradients.gradient(asked, seed));
        }
    }

    private void addPixels(Attribution.Builder builder, EncodedImage prompt, int row, int seed) {
        double[] gradient = gradients.gradient(asked, seed);
        int from = row * prompt.size();
        double[] relevance = new double[prompt.size()];
        for (int i = 0; i < relevance.length; i++) {
            relevance[i] = input[from + i] * gradient[from + i];
        }
        builder.pixels = new PixelRelevance(
                prompt.kind(), prompt.image().height(), prompt.image().width(), relevance);
        if (details.contains(Detail.EMBEDDINGS)) {
            addInput(builder, row, 1, gradient);
        }
    }

    private void addInput(Attribution.Builder builder, int firstRow, int rows, double[] gradient) {
        int columns = asked.columns();
        builder.embeddings = Arrays.copyOfRange(input, firstRow * columns, (firstRow + rows) * columns);
        builder.embeddingGradient = Arrays.copyOfRange(gradient, firstRow * columns, (firstRow + rows) * columns);
    }

    private List<LatentRelevance> latent(int sequence, int length, int seed) {
        List<LatentRelevance> latent = new ArrayList<>();
        for (ModelOutput.HiddenState state : output.hidden()) {
            Gradients.RowRelevance relevance = gradients.at(state.site());
            double[] tokens = new double[length];
            if (relevance != null) {
                double[] rows = relevance.of(seed, state.rows().size());
                int at = 0;
                for (PackedRows.Run run : state.rows().runs()) {
                    if (run.sequence() == sequence) {
                        System.arraycopy(rows, at, tokens, run.firstPosition(), run.count());
                    }
                    at += run.count();
                }
            }
            latent.add(new LatentRelevance(state.site(), tokens));
        }
        return latent;
    }

    private int firstRow(int sequence) {
        int first = 0;
        for (int s = 0; s < sequence; s++) {
            first += prompts.get(s).length();
        }
        return first;
    }
}
