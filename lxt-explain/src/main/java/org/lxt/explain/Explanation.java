package org.lxt.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lxt.spi.ModelInput;
import org.lxt.spi.ModelOutput;
import org.lxt.tensor.Gradients;
import org.lxt.tensor.Ledger;
import org.lxt.tensor.PackedRows;
import org.lxt.tensor.Scope;
import org.lxt.tensor.Seed;

/** One call of {@link Explainer#explain}: forward, targets, backward, and the result put together. */
final class Explanation {
    /** Name of the output that targets stand on. */
    static final String OUTPUT = "logits";

    private final Explainer explainer;
    private final Scope scope;
    private final List<Request> requests;
    private final List<EncodedPrompt> prompts;
    private final Set<Detail> details;
    private final TokenNames names;

    /** A target of a sequence with its place and its vector of logits. */
    private record Explained(int sequence, int position, int token, Target target, Seed seed, double[] logits) {}

    Explanation(
            Explainer explainer,
            Scope scope,
            List<Request> requests,
            List<EncodedPrompt> prompts,
            Set<Detail> details) {
        this.explainer = explainer;
        this.scope = scope;
        this.requests = requests;
        this.prompts = prompts;
        this.details = details;
        this.names = new TokenNames(explainer.tokenizer(), explainer.sizes().vocabulary());
    }

    List<List<Attribution>> run() {
        Progress progress = explainer.progress();
        progress.at(Progress.Phase.FORWARD, 0, 1);
        long start = System.nanoTime();
        ModelInput input =
                ModelInput.tokens(prompts.stream().map(EncodedPrompt::sequence).toList());
        ModelOutput output = explainer.model().forward(scope, input, wantedRows());
        List<Explained> explained = chooseTargets(output.output(OUTPUT));
        long forwardDone = System.nanoTime();
        progress.at(Progress.Phase.FORWARD, 1, 1);
        progress.at(Progress.Phase.BACKWARD, 0, 1);
        Gradients gradients =
                scope.backward(explained.stream().map(Explained::seed).toList());
        long backwardDone = System.nanoTime();
        progress.at(Progress.Phase.BACKWARD, 1, 1);
        Timing timing = new Timing((forwardDone - start) / 1e9, (backwardDone - forwardDone) / 1e9);
        double[] embeddings =
                details.contains(Detail.EMBEDDINGS) ? output.embeddings().toDoubles() : new double[0];

        List<List<Attribution>> result = new ArrayList<>();
        requests.forEach(r -> result.add(new ArrayList<>()));
        for (int seed = 0; seed < explained.size(); seed++) {
            Explained e = explained.get(seed);
            result.get(e.sequence()).add(attribution(e, seed, output, gradients, embeddings, timing));
        }
        return result;
    }

    private PackedRows wantedRows() {
        List<PackedRows.Address> addresses = new ArrayList<>();
        for (int s = 0; s < requests.size(); s++) {
            for (Target target : requests.get(s).targets()) {
                addresses.add(new PackedRows.Address(s, position(target, prompts.get(s))));
            }
        }
        return PackedRows.at(addresses);
    }

    private static int position(Target target, EncodedPrompt prompt) {
        int position = target.position() < 0 ? prompt.length() + target.position() : target.position();
        if (position < 0 || position >= prompt.length()) {
            throw new ExplainException("position " + target.position() + " is outside the prompt of " + prompt.length()
                    + " tokens; positions count from 0, or from the end with -1 the last");
        }
        return position;
    }

    private List<Explained> chooseTargets(ModelOutput.Output output) {
        double[] all = output.tensor().toDoubles();
        int columns = output.tensor().columns();
        List<Explained> explained = new ArrayList<>();
        for (int s = 0; s < requests.size(); s++) {
            for (Target target : requests.get(s).targets()) {
                int position = position(target, prompts.get(s));
                int row = output.rows().indexOf(s, position);
                double[] logits = java.util.Arrays.copyOfRange(all, row * columns, (row + 1) * columns);
                requireFinite(logits, position);
                int token = token(target.token(), logits);
                explained.add(new Explained(s, position, token, target, seed(target, token, row, output), logits));
            }
        }
        return explained;
    }

    private int token(Target.TokenChoice choice, double[] logits) {
        return choice.rank() > 0 ? Candidates.ranked(logits, choice.rank()) : names.resolve(choice);
    }

    private Seed seed(Target target, int token, int row, ModelOutput.Output output) {
        double other = target.isAgainstMean() ? -1.0 / output.tensor().columns() : 0;
        TreeMap<Integer, Double> weights = new TreeMap<>();
        for (Target.TokenChoice choice : target.against()) {
            int id = names.resolve(choice);
            if (id == token) {
                throw new ExplainException("the target token " + id + " cannot be contrasted with itself");
            }
            weights.put(id, -1.0);
        }
        weights.put(token, 1.0);
        return Seed.weighted(output.tensor(), row, weights, other);
    }

    private static void requireFinite(double[] logits, int position) {
        for (double logit : logits) {
            if (!Double.isFinite(logit)) {
                throw new ExplainException("the model computed " + logit + " as a logit at position " + position
                        + ": its weights hold NaN or infinite values, or are too large for float32;"
                        + " check the checkpoint");
            }
        }
    }

    private Attribution attribution(
            Explained e, int seed, ModelOutput output, Gradients gradients, double[] embeddings, Timing timing) {
        EncodedPrompt prompt = prompts.get(e.sequence());
        Candidates candidates = new Candidates(e.logits(), names);
        Attribution.Builder builder =
                new Attribution.Builder(explainer.identity(), explainer.rules(), candidates.of(e.token()), timing);
        int first = firstRow(e.sequence());
        double[] relevance = gradients.relevance(output.embeddings(), seed);
        List<TokenRelevance> tokens = new ArrayList<>();
        for (int i = 0; i < prompt.length(); i++) {
            tokens.add(prompt.token(i, names, relevance[first + i]));
        }
        builder.prompt = prompt.prompt().text();
        builder.tokens = tokens;
        builder.position = e.position();
        builder.value = gradients.seedValues().get(seed);
        builder.contrast = contrast(e.target(), candidates);
        builder.candidates = candidates.top();
        if (details.contains(Detail.LATENT)) {
            builder.latent = latent(e.sequence(), prompt.length(), seed, output, gradients);
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
            builder.embeddings = java.util.Arrays.copyOfRange(embeddings, from, to);
            builder.embeddingGradient = java.util.Arrays.copyOfRange(gradient, from, to);
        }
        if (details.contains(Detail.LOGITS)) {
            builder.logits = e.logits();
        }
        return new Attribution(builder);
    }

    private @Nullable Contrast contrast(Target target, Candidates candidates) {
        if (target.against().isEmpty() && !target.isAgainstMean()) {
            return null;
        }
        List<Candidate> others = target.against().stream()
                .map(names::resolve)
                .distinct()
                .map(candidates::of)
                .toList();
        return new Contrast(others, target.isAgainstMean());
    }

    private List<LatentRelevance> latent(int sequence, int length, int seed, ModelOutput output, Gradients gradients) {
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
