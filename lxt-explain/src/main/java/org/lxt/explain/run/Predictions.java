// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.run;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.lxt.explain.call.Call;
import org.lxt.explain.input.EncodedPrompt;
import org.lxt.explain.method.Question;
import org.lxt.explain.model.LoadedModel;
import org.lxt.explain.pass.AskedQuestion;
import org.lxt.explain.pass.Pass;
import org.lxt.explain.pass.QuestionBatch;
import org.lxt.explain.request.ExplainException;
import org.lxt.explain.request.Target;
import org.lxt.explain.result.ExplainedEntry;
import org.lxt.explain.result.Prediction;
import org.lxt.explain.target.ChosenTarget;
import org.lxt.explain.target.TokenNames;
import org.lxt.rules.RunObserver;
import org.lxt.spi.OutputKind;

/** Asks each output of a model for its largest entry, wherever it answers something. */
public final class Predictions {
    private final LoadedModel loaded;
    private final EncodedPrompt prompt;
    private final AskedUnits units;

    /**
     * Answers to a prompt.
     *
     * @param units what is changed inside the model
     */
    public Predictions(LoadedModel loaded, EncodedPrompt prompt, AskedUnits units) {
        this.loaded = loaded;
        this.prompt = prompt;
        this.units = units;
    }

    /** The answers, output by output. */
    public List<Prediction> run(Call call) {
        List<Target> targets = new ArrayList<>();
        loaded.outputs().forEach(output -> targets.addAll(targets(output)));
        if (targets.isEmpty()) {
            throw new ExplainException("this model answers nothing by itself: name one of its outputs ("
                    + String.join(
                            ", ",
                            loaded.outputs().stream().map(OutputKind::name).toList())
                    + ") and an entry of it");
        }
        List<Question> questions = new ArrayList<>();
        targets.forEach(target -> questions.add(new AskedQuestion(0, prompt, target, loaded)));
        QuestionBatch batch = new QuestionBatch(questions, loaded.places());
        RunObserver observer =
                units.observation(loaded, call, List.of(prompt), batch).changing();
        try (Pass pass = Pass.unrecorded(loaded, call, observer)) {
            Pass.Result forward = pass.forward(batch.input(), batch.wanted());
            batch.choose(forward.output(), loaded.names());
            pass.forwardDone();
        }
        return batch.questions().stream().map(Predictions::prediction).toList();
    }

    private static Prediction prediction(AskedQuestion question) {
        ChosenTarget chosen = question.chosen();
        ExplainedEntry entry = chosen.entries().getFirst();
        return new Prediction(chosen.quantity().output(), entry.position(), entry.candidates(), question.target());
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
            int masks = loaded.places().masks(prompt).size();
            if (masks == 0) {
                return List.of(top); // which says what is missing
            }
            return IntStream.range(0, masks).mapToObj(top::atMask).toList();
        }
        TokenNames names = loaded.names();
        int[] ids = prompt.ids();
        return IntStream.range(0, ids.length)
                .filter(i -> !names.isSpecial(ids[i]))
                .mapToObj(top::at)
                .toList();
    }
}
