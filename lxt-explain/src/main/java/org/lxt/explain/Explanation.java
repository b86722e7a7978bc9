package org.lxt.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.lxt.spi.ModelOutput;
import org.lxt.spi.OutputKind;
import org.lxt.tensor.Gradients;
import org.lxt.tensor.PackedRows;

/** One call of {@link Explainer#explain}: forward, targets, backward, and the result put together. */
final class Explanation {
    private final Pass pass;
    private final List<Request> requests;
    private final List<EncodedPrompt> prompts;
    private final Set<Detail> details;
    private final TokenNames names;
    private final TargetPlaces places;

    Explanation(Pass pass, List<Request> requests, List<EncodedPrompt> prompts, Set<Detail> details) {
        this.pass = pass;
        this.requests = requests;
        this.prompts = prompts;
        this.details = details;
        this.names = pass.loaded().names();
        this.places = pass.loaded().places();
    }

    List<List<Attribution>> run() {
        long start = System.nanoTime();
        Pass.Result forward = pass.record(EncodedPrompt.input(prompts), wanted());
        List<ChosenTarget> chosen = choose(forward.output());
        long forwardDone = System.nanoTime();
        forward.steps().forwardDone();
        Gradients gradients =
                pass.backward(forward, chosen.stream().map(ChosenTarget::seed).toList());
        long backwardDone = System.nanoTime();
        Timing timing = new Timing((forwardDone - start) / 1e9, (backwardDone - forwardDone) / 1e9);

        AttributionParts parts = new AttributionParts(prompts, details, names, forward, gradients);
        List<List<Attribution>> result = new ArrayList<>();
        requests.forEach(r -> result.add(new ArrayList<>()));
        for (int seed = 0; seed < chosen.size(); seed++) {
            ChosenTarget target = chosen.get(seed);
            result.get(target.sequence()).add(attribution(target, seed, parts, timing));
        }
        return result;
    }

    /** The forward pass alone, and the entries that the targets choose. */
    List<ChosenTarget> predict() {
        Pass.Result forward = pass.forward(EncodedPrompt.input(prompts), wanted());
        List<ChosenTarget> chosen = choose(forward.output());
        forward.steps().forwardDone();
        return chosen;
    }

    private PackedRows wanted() {
        List<PackedRows.Address> wanted = new ArrayList<>();
        for (int s = 0; s < requests.size(); s++) {
            for (Target target : requests.get(s).targets()) {
                wanted.addAll(places.rows(target, s, prompts.get(s)));
            }
        }
        return PackedRows.at(wanted);
    }

    private List<ChosenTarget> choose(ModelOutput output) {
        OutputVectors vectors = new OutputVectors(output);
        List<ChosenTarget> chosen = new ArrayList<>();
        for (int s = 0; s < requests.size(); s++) {
            EncodedPrompt prompt = prompts.get(s);
            for (Target target : requests.get(s).targets()) {
                OutputKind kind = places.output(target);
                int position = places.position(target, prompt);
                OutputVectors.Vector vector = vectors.at(kind, s, position);
                EntryNames entries = EntryNames.of(kind, vector.values().length, prompt, names);
                chosen.add(ChosenTarget.of(target, s, kind, position, vector, entries));
            }
        }
        return chosen;
    }

    private Attribution attribution(ChosenTarget chosen, int seed, AttributionParts parts, Timing timing) {
        Attribution.Builder builder = new Attribution.Builder(
                pass.loaded().identity(),
                pass.set(),
                chosen.output(),
                chosen.candidates().of(chosen.entry()),
                timing);
        builder.position = chosen.position();
        builder.contrast = chosen.contrast();
        builder.candidates = chosen.candidates().top();
        if (details.contains(Detail.LOGITS)) {
            builder.logits = chosen.values();
        }
        parts.addTo(builder, chosen.sequence(), seed);
        return new Attribution(builder);
    }
}
