// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.pass;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lxt.explain.input.EncodedImage;
import org.lxt.explain.input.EncodedPrompt;
import org.lxt.explain.observe.SeenValue;
import org.lxt.explain.request.Detail;
import org.lxt.explain.result.Closing;
import org.lxt.explain.result.LatentRelevance;
import org.lxt.explain.units.UnitRelevance;
import org.lxt.spi.ModelOutput;
import org.lxt.tensor.Gradients;
import org.lxt.tensor.Ledger;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.rows.PackedRows;

/** Reads what one seed left in the gradients of a pass, for one of the prompts. */
public final class PropagatedParts {
    private final List<EncodedPrompt> prompts;
    private final Set<Detail> details;
    private final Tensor asked;
    private final ModelOutput output;
    private final Gradients gradients;
    private final Collection<SeenValue> seen;
    private final boolean areFeaturesRead;
    private final double[] input;

    /**
     * Reads the gradients that a backward pass left.
     *
     * @param seen values whose gradients it was to keep
     */
    public PropagatedParts(
            List<EncodedPrompt> prompts,
            Set<Detail> details,
            Pass.Result forward,
            Gradients gradients,
            Collection<SeenValue> seen) {
        this.prompts = prompts;
        this.details = details;
        this.asked = forward.input();
        this.output = forward.output();
        this.gradients = gradients;
        this.seen = seen;
        this.areFeaturesRead = details.contains(Detail.EMBEDDINGS) || prompts.getFirst() instanceof EncodedImage;
        this.input = areFeaturesRead ? asked.toDoubles() : new double[0];
    }

    /** What a seed found at the prompt that it stands on. */
    public Propagated of(int sequence, int seed) {
        EncodedPrompt prompt = prompts.get(sequence);
        int rows = prompt.rows();
        int first = EncodedPrompt.firstRow(prompts, sequence);
        double[] tokens = prompt instanceof EncodedImage
                ? new double[0]
                : Arrays.copyOfRange(gradients.relevance(asked, seed), first, first + rows);
        int columns = asked.columns();
        return new Propagated(
                gradients.seedValues().get(seed),
                tokens,
                details.contains(Detail.LATENT) ? latent(sequence, prompt.length(), seed) : List.of(),
                details.contains(Detail.EXPERTS) ? ExpertSums.of(output, gradients, seed) : List.of(),
                seen.stream().map(value -> units(value, sequence, seed)).toList(),
                closing(seed),
                areFeaturesRead ? Arrays.copyOfRange(input, first * columns, (first + rows) * columns) : null,
                areFeaturesRead ? gradients.gradient(asked, seed, first, rows) : null,
                List.of());
    }

    private UnitRelevance units(SeenValue value, int sequence, int seed) {
        return value.relevance(sequence, prompts.get(sequence).length(), value.gradient(gradients, seed));
    }

    private @Nullable Closing closing(int seed) {
        Ledger ledger = gradients.ledger();
        if (ledger == null) {
            return null;
        }
        List<Closing.Entry> entries = ledger.entries().stream()
                .filter(e -> e.seed() == seed)
                .map(e -> new Closing.Entry(e.site(), e.operation(), e.cause(), e.amount()))
                .toList();
        return new Closing(gradients.seedValues().get(seed), gradients.inputRelevance(seed), entries);
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
}
