// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.run;

import static org.lxt.tensor.ops.Operations.mean;
import static org.lxt.tensor.ops.Operations.selectRows;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lxt.api.Fault;
import org.lxt.checkpoint.SentencePooling;
import org.lxt.explain.call.Call;
import org.lxt.explain.input.EncodedPrompt;
import org.lxt.explain.input.EncodedTokens;
import org.lxt.explain.input.PromptEncoder;
import org.lxt.explain.method.Propagation;
import org.lxt.explain.model.LoadedModel;
import org.lxt.explain.pass.Pass;
import org.lxt.explain.pass.Propagated;
import org.lxt.explain.pass.PropagatedParts;
import org.lxt.explain.request.Detail;
import org.lxt.explain.request.ExplainException;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.SentencePrompts;
import org.lxt.explain.result.Attribution;
import org.lxt.explain.result.AttributionBuilder;
import org.lxt.explain.result.Candidate;
import org.lxt.explain.result.ExplainedEntry;
import org.lxt.explain.result.Similarity;
import org.lxt.explain.result.Timing;
import org.lxt.explain.target.TargetPlaces;
import org.lxt.rules.RuleSet;
import org.lxt.spi.ModelOutput;
import org.lxt.spi.OutputKind;
import org.lxt.tensor.Gradients;
import org.lxt.tensor.ScopeOptions;
import org.lxt.tensor.Seed;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.rows.PackedRows;
import org.lxt.tokenizers.Tokenizer;

/** The similarity of two texts: both texts in one forward and one backward pass. */
public final class SimilarityExplanation {
    private static final String STATES = "last_hidden_state";

    private final LoadedModel loaded;
    private final Propagation rules;
    private final List<SentenceTokens> texts;
    private final List<EncodedPrompt> prompts;
    private final SentencePooling pooling;

    /** The similarity of two texts under the rules of a propagation. */
    private SimilarityExplanation(
            LoadedModel loaded, Propagation rules, List<SentenceTokens> texts, SentencePooling pooling) {
        this.loaded = loaded;
        this.rules = rules;
        this.texts = texts;
        this.prompts = texts.stream().<EncodedPrompt>map(SentenceTokens::tokens).toList();
        this.pooling = pooling;
        requireSizes();
    }

    /**
     * Of two texts.
     *
     * @param prompts which of the checkpoint's prompts stand before them
     * @throws ExplainException if the checkpoint does not say how it makes an embedding of a text, or the texts are longer
     *     than it takes
     */
    public static SimilarityExplanation between(
            LoadedModel loaded, Propagation rules, Prompt first, Prompt second, SentencePrompts prompts) {
        SentencePooling how = loaded.sentences().pooling();
        SentencePooling ofFirst = prompts.first().map(how::withPrompt).orElse(how);
        SentencePooling ofSecond = prompts.second().map(how::withPrompt).orElse(how);
        return new SimilarityExplanation(
                loaded,
                rules,
                List.of(encode(first, ofFirst, loaded.prompts()), encode(second, ofSecond, loaded.prompts())),
                how);
    }

    /**
     * A text with the prompt before it that the model puts there. Token ids stay as they are.
     *
     * @param texts makes tokens of a prompt
     */
    private static SentenceTokens encode(Prompt prompt, SentencePooling pooling, PromptEncoder texts) {
        String text = prompt.text();
        if (text == null) {
            return new SentenceTokens(texts.encodeTokens(prompt), 0);
        }
        if (pooling.lowersCase()
                && !texts.tokenizer().map(Tokenizer::lowersCase).orElse(true)) {
            throw new ExplainException(
                    "sentence_bert_config.json says do_lower_case, but the tokenizer keeps the case of a"
                            + " text; make the texts lower case yourself, and set do_lower_case to false");
        }
        if (pooling.prompt().isEmpty() || text.isEmpty()) {
            return new SentenceTokens(texts.encodeTokens(prompt), 0);
        }
        EncodedTokens whole = texts.encodeTokens(prompt.withTextBefore(pooling.prompt()));
        if (pooling.includesPrompt()) {
            return new SentenceTokens(whole, 0);
        }
        // As the library counts them: the prompt's own tokens without the special one at their end.
        EncodedTokens alone = texts.encodeTokens(Prompt.of(pooling.prompt()));
        int last = alone.ids()[alone.length() - 1];
        boolean ends = texts.tokenizer().filter(t -> t.isSpecial(last)).isPresent();
        int left = alone.length() - (ends ? 1 : 0);
        if (left >= whole.length()) {
            throw new ExplainException(
                    "nothing is left of a text without the prompt that the model puts before it; give a"
                            + " longer text");
        }
        return new SentenceTokens(whole, left);
    }

    /**
     * The tokens of a text.
     *
     * @param tokens all of them
     * @param left how many at the beginning do not count in the text's vector
     */
    public record SentenceTokens(EncodedTokens tokens, int left) {}

    private void requireSizes() {
        int hidden = loaded.model().sizes().hidden();
        if (pooling.size() != hidden) {
            throw new ExplainException(
                    Fault.SETUP,
                    "the pooling module makes vectors of " + pooling.size() + " numbers, but the model's states have "
                            + hidden + "; both must belong to the same model");
        }
        if (loaded.outputs().stream().noneMatch(o -> o.name().equals(STATES))) {
            throw new ExplainException("this model gives no hidden states to make a sentence's vector of; it has: "
                    + String.join(
                            ", ",
                            loaded.outputs().stream().map(OutputKind::name).toList()));
        }
        for (EncodedPrompt prompt : prompts) {
            if (prompt.length() > pooling.maxTokens().orElse(Integer.MAX_VALUE)) {
                throw new ExplainException("a text has " + prompt.length() + " tokens, but the model embeds at most "
                        + pooling.maxTokens().getAsInt() + "; shorten it");
            }
        }
    }

    /** Explains it. */
    public Similarity run(Call call, boolean checkpointing) {
        ScopeOptions options = new ScopeOptions(rules.rules().strict(), true, checkpointing);
        Found found;
        try (Pass pass = Pass.recorded(loaded, rules, call, options)) {
            found = found(pass);
        }
        Timing timing = call.clock().timing();
        return new Similarity(
                found.cosine(),
                attribution(0, found.cosine(), found.first(), timing),
                attribution(1, found.cosine(), found.second(), timing));
    }

    private record Found(double cosine, Propagated first, Propagated second) {}

    private Found found(Pass pass) {
        Pass.Result forward = pass.forward(EncodedPrompt.input(prompts), wanted());
        ModelOutput.Output states = forward.output().output(STATES);
        List<Tensor> vectors = List.of(vector(pass, states, 0), vector(pass, states, 1));
        double[] first = vectors.getFirst().toDoubles();
        double[] second = vectors.getLast().toDoubles();
        double cosine = dot(first, second) / (length(first) * length(second));
        List<Seed> seeds = List.of(
                seed(vectors.getFirst(), first, second, cosine), seed(vectors.getLast(), second, first, cosine));
        pass.forwardDone();
        Gradients gradients = pass.backward(seeds);
        PropagatedParts parts =
                new PropagatedParts(prompts, EnumSet.of(Detail.LEDGER, Detail.LATENT), forward, gradients, List.of());
        return new Found(cosine, parts.of(0, 0), parts.of(1, 1));
    }

    private PackedRows wanted() {
        List<PackedRows.Address> rows = new ArrayList<>();
        for (int s = 0; s < prompts.size(); s++) {
            rows.addAll(rows(s));
        }
        return PackedRows.at(rows);
    }

    private List<PackedRows.Address> rows(int sequence) {
        int left = texts.get(sequence).left();
        List<PackedRows.Address> all = TargetPlaces.all(sequence, prompts.get(sequence));
        return switch (pooling.kind()) {
            case MEAN -> all.subList(left, all.size());
            case FIRST_TOKEN -> List.of(all.get(left));
            case LAST_TOKEN -> List.of(all.getLast());
        };
    }

    /** The vector of a text, {@code [1, size]}. */
    private Tensor vector(Pass pass, ModelOutput.Output states, int sequence) {
        List<PackedRows.Address> rows = rows(sequence);
        Tensor own = selectRows(states.tensor(), states.rows(), PackedRows.at(rows));
        Tensor pooled = pooling.kind() == SentencePooling.Kind.MEAN ? mean(own, 0) : own;
        PackedRows last = PackedRows.at(List.of(rows.getLast()));
        return loaded.sentences().embed(pass.rules().over(last, last), pooled);
    }

    /** What goes back to one vector of the cosine with the other. */
    private Seed seed(Tensor tensor, double[] own, double[] other, double cosine) {
        boolean ordinary = rules.rules().equals(RuleSet.GRADIENT);
        double ownLength = length(own);
        double otherLength = length(other);
        Map<Integer, Double> weights = new TreeMap<>();
        for (int i = 0; i < own.length; i++) {
            double direction = other[i] / otherLength;
            double weight = ordinary ? direction - cosine * own[i] / ownLength : direction / 2;
            weights.put(i, weight / ownLength);
        }
        return Seed.weighted(tensor, 0, weights, 0);
    }

    private static double length(double[] vector) {
        double length = Math.sqrt(dot(vector, vector));
        if (!(length > 0) || Double.isInfinite(length)) {
            throw new ExplainException(
                    Fault.SETUP,
                    "the vector of a text has length " + length
                            + ", so it has no angle with another; check the checkpoint");
        }
        return length;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private Attribution attribution(int sequence, double cosine, Propagated found, Timing timing) {
        OutputKind kind = new OutputKind(
                "sentence_embedding",
                switch (pooling.kind()) {
                    case MEAN -> OutputKind.Place.WHOLE_SEQUENCE;
                    case FIRST_TOKEN -> OutputKind.Place.FIRST_TOKEN;
                    case LAST_TOKEN -> OutputKind.Place.LAST_TOKEN;
                },
                OutputKind.Entries.SCORE,
                List.of("similarity"));
        Candidate target = new Candidate(0, "similarity", cosine, Double.NaN);
        ExplainedEntry explained = new ExplainedEntry(0, 1, target, cosine, Optional.empty(), List.of(target));
        AttributionBuilder builder = Attribution.builder(loaded.identity(), rules.name(), kind, List.of(explained))
                .timing(timing);
        new FoundAtPrompt(prompts.get(sequence), loaded.names()).into(builder, found, false);
        return builder.build();
    }
}
