package org.lxt.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.lxt.spi.ModelOutput;
import org.lxt.tensor.Gradients;
import org.lxt.tensor.Ledger;
import org.lxt.tensor.PackedRows;

/** Reads what one seed left in the gradients of a pass, for one of the prompts. */
final class AttributionParts {
    private final List<EncodedPrompt> prompts;
    private final Set<Detail> details;
    private final TokenNames names;
    private final ModelOutput output;
    private final Gradients gradients;
    private final double[] embeddings;

    AttributionParts(
            List<EncodedPrompt> prompts,
            Set<Detail> details,
            TokenNames names,
            ModelOutput output,
            Gradients gradients) {
        this.prompts = prompts;
        this.details = details;
        this.names = names;
        this.output = output;
        this.gradients = gradients;
        this.embeddings =
                details.contains(Detail.EMBEDDINGS) ? output.embeddings().toDoubles() : new double[0];
    }

    /** Puts them into an attribution of which the explained value is known. */
    void addTo(Attribution.Builder builder, int sequence, int seed) {
        EncodedPrompt prompt = prompts.get(sequence);
        int first = firstRow(sequence);
        double[] relevance = gradients.relevance(output.embeddings(), seed);
        List<TokenRelevance> tokens = new ArrayList<>();
        for (int i = 0; i < prompt.length(); i++) {
            tokens.add(prompt.token(i, names, relevance[first + i]));
        }
        builder.prompt = prompt.text();
        builder.tokens = tokens;
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
        if (details.contains(Detail.EMBEDDINGS)) {
            int hidden = output.embeddings().columns();
            double[] gradient = gradients.gradient(output.embeddings(), seed);
            int from = first * hidden;
            int to = (first + prompt.length()) * hidden;
            builder.embeddings = Arrays.copyOfRange(embeddings, from, to);
            builder.embeddingGradient = Arrays.copyOfRange(gradient, from, to);
        }
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
