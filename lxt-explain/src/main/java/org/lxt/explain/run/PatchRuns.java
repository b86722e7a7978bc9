// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import org.lxt.explain.call.Call;
import org.lxt.explain.input.EncodedPrompt;
import org.lxt.explain.method.Asked;
import org.lxt.explain.method.Point;
import org.lxt.explain.model.LoadedModel;
import org.lxt.explain.observe.Edit;
import org.lxt.explain.observe.Interventions;
import org.lxt.explain.observe.Observation;
import org.lxt.explain.observe.SeenValue;
import org.lxt.explain.pass.AskedQuestion;
import org.lxt.explain.pass.MethodPasses;
import org.lxt.explain.pass.SourcePass;
import org.lxt.explain.request.Target;
import org.lxt.explain.result.PatchResult;
import org.lxt.explain.units.Intervention;
import org.lxt.explain.units.PatchBy;
import org.lxt.explain.units.PatchEffect;
import org.lxt.explain.units.UnitChoice;
import org.lxt.rules.composite.SitePattern;

/** Runs a prompt with another prompt's activations at some units, once for each choice of them. */
public final class PatchRuns {
    private final LoadedModel loaded;
    private final EncodedPrompt prompt;
    private final EncodedPrompt from;
    private final AskedQuestion question;

    /** Runs of an encoded prompt with the activations of another. */
    public PatchRuns(LoadedModel loaded, EncodedPrompt prompt, EncodedPrompt from, Target target) {
        this.loaded = loaded;
        this.prompt = prompt;
        this.from = from;
        this.question = new AskedQuestion(0, prompt, target, loaded);
    }

    /** Measures the target without patches and with each. */
    public PatchResult run(Call call, List<UnitChoice> what, PatchBy by) {
        what.forEach(choice -> Interventions.requirePatchable(choice, prompt, from));
        MethodPasses passes = new MethodPasses(loaded, call, false, Set.of(), Observation.NONE);
        Asked asked = passes.ask(List.of(question)).getFirst();
        OptionalDouble inOther = prompt.length() == from.length()
                ? OptionalDouble.of(passes.valueAt(question.about(from)))
                : OptionalDouble.empty();
        List<SitePattern> patterns =
                what.stream().map(c -> SitePattern.of(c.name())).distinct().toList();
        Map<String, SeenValue> seen = new SourcePass(loaded, call, question.wanted()).see(from, patterns);
        List<UnitChoice> single = new ArrayList<>();
        what.forEach(choice -> single.addAll(split(choice, by, seen)));
        List<Edit> edits = single.stream()
                .map(choice -> Edit.of(Intervention.patch(choice, from.prompt()), seen))
                .toList();
        Point point = new Point(question, asked.input());
        double[] after = passes.values(edits.stream().map(_ -> point).toList(), edits);
        List<PatchEffect> effects = IntStream.range(0, after.length)
                .mapToObj(i -> new PatchEffect(single.get(i), asked.value(), after[i]))
                .toList();
        return new PatchResult(question.chosen().entries(), asked.value(), inOther, effects);
    }

    private List<UnitChoice> split(UnitChoice choice, PatchBy by, Map<String, SeenValue> seen) {
        if (by == PatchBy.CHOICE) {
            return List.of(choice);
        }
        SitePattern pattern = SitePattern.of(choice.name());
        List<UnitChoice> parts = new ArrayList<>();
        for (SeenValue value : seen.values()) {
            if (pattern.fits(value.site())) {
                UnitChoice own = new UnitChoice(value.site().path(), choice.units(), choice.positions());
                parts.addAll(
                        switch (by) {
                            case CHOICE, VALUE -> List.of(own);
                            case UNIT -> units(own, value);
                            case POSITION -> positions(own);
                            case UNIT_AT_POSITION ->
                                units(own, value).stream()
                                        .flatMap(unit -> positions(unit).stream())
                                        .toList();
                        });
            }
        }
        return parts;
    }

    private static List<UnitChoice> units(UnitChoice choice, SeenValue value) {
        List<Integer> units = choice.units().isEmpty()
                ? IntStream.range(0, value.units()).boxed().toList()
                : choice.units();
        return units.stream().map(unit -> choice.units(unit)).toList();
    }

    private List<UnitChoice> positions(UnitChoice choice) {
        List<Integer> positions = choice.positions().isEmpty()
                ? IntStream.range(0, prompt.length()).boxed().toList()
                : choice.positions();
        return positions.stream().map(position -> choice.at(position)).toList();
    }
}
