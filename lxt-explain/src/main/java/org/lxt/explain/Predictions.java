package org.lxt.explain;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
import org.lxt.spi.OutputKind;
import org.lxt.tensor.Scope;

/** Asks each output of a model for its largest entry, wherever it answers something. */
final class Predictions {
    private final Explainer explainer;
    private final EncodedPrompt prompt;

    Predictions(Explainer explainer, EncodedPrompt prompt) {
        this.explainer = explainer;
        this.prompt = prompt;
    }

    List<Prediction> run(Scope scope, Prompt asked) {
        List<Target> targets = new ArrayList<>();
        explainer.outputs().forEach(output -> targets.addAll(targets(output)));
        if (targets.isEmpty()) {
            throw new ExplainException("this model answers nothing by itself: name one of its outputs ("
                    + String.join(
                            ", ",
                            explainer.outputs().stream().map(OutputKind::name).toList())
                    + ") and an entry of it");
        }
        Request request = new Request(asked, targets);
        List<ChosenTarget> chosen = new Explanation(
                        explainer, scope, List.of(request), List.of(prompt), EnumSet.noneOf(Detail.class))
                .predict();
        return IntStream.range(0, chosen.size())
                .mapToObj(i -> prediction(chosen.get(i), targets.get(i)))
                .toList();
    }

    private static Prediction prediction(ChosenTarget chosen, Target target) {
        return new Prediction(
                chosen.output(), chosen.position(), chosen.candidates().top(), target);
    }

    private List<Target> targets(OutputKind output) {
        Target top = Target.topLogit().in(output.name());
        if (output.entries() == OutputKind.Entries.UNIT) {
            return List.of();
        }
        if (output.place() != OutputKind.Place.EACH_TOKEN || output.entries() == OutputKind.Entries.NEXT_TOKEN) {
            return List.of(top);
        }
        if (output.entries() == OutputKind.Entries.MASKED_TOKEN) {
            int masks = explainer.places().masks(prompt).size();
            if (masks == 0) {
                return List.of(top); // which says what is missing
            }
            return IntStream.range(0, masks).mapToObj(top::atMask).toList();
        }
        TokenNames names = explainer.names();
        int[] ids = prompt.ids();
        return IntStream.range(0, ids.length)
                .filter(i -> !names.isSpecial(ids[i]))
                .mapToObj(top::at)
                .toList();
    }
}
