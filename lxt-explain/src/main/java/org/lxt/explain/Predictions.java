package org.lxt.explain;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
import org.lxt.spi.OutputKind;

/** Asks each output of a model for its largest entry, wherever it answers something. */
final class Predictions {
    private final Pass pass;
    private final EncodedPrompt prompt;

    Predictions(Pass pass, EncodedPrompt prompt) {
        this.pass = pass;
        this.prompt = prompt;
    }

    List<Prediction> run(Prompt asked) {
        List<Target> targets = new ArrayList<>();
        pass.loaded().outputs().forEach(output -> targets.addAll(targets(output)));
        if (targets.isEmpty()) {
            throw new ExplainException("this model answers nothing by itself: name one of its outputs ("
                    + String.join(
                            ", ",
                            pass.loaded().outputs().stream()
                                    .map(OutputKind::name)
                                    .toList())
                    + ") and an entry of it");
        }
        Request request = new Request(asked, targets);
        List<ChosenTarget> chosen =
                new Explanation(pass, List.of(request), List.of(prompt), EnumSet.noneOf(Detail.class)).predict();
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
            int masks = pass.loaded().places().masks(prompt).size();
            if (masks == 0) {
                return List.of(top); // which says what is missing
            }
            return IntStream.range(0, masks).mapToObj(top::atMask).toList();
        }
        TokenNames names = pass.loaded().names();
        int[] ids = prompt.ids();
        return IntStream.range(0, ids.length)
                .filter(i -> !names.isSpecial(ids[i]))
                .mapToObj(top::at)
                .toList();
    }
}
