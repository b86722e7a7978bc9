// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tasks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lxt.explain.Explainer;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Request;
import org.lxt.explain.request.Target;
import org.lxt.explain.result.Attribution;
import org.lxt.report.Explained;
import org.lxt.report.Gamma;
import org.lxt.report.Report;
import org.lxt.report.SeenImage;
import org.lxt.rules.composite.Composite;
import org.lxt.tasks.ask.TargetNames;
import org.lxt.tasks.refusal.Remedy;
import org.lxt.tasks.refusal.TaskException;
import org.lxt.tasks.source.ImagePreparation;
import org.lxt.tasks.source.OpenModel;
import org.lxt.vision.RgbImage;
import org.lxt.vision.prepare.ModelImage;

/**
 * Explains what a model sees in an image: prepares it as the checkpoint wants it, and asks for the targets under the
 * model's rules, one gamma, or a grid of them.
 *
 * @param image what it sees
 * @param targets what is explained; if nothing is named, whatever it answers
 * @param gammas gamma rules laid over the rule set
 */
public record ImageTask(GivenImage image, TargetNames targets, Gammas gammas) implements Task {
    /** A grid is about one target, named or chosen. */
    public ImageTask {
        if (gammas.grid()) {
            requireOne(targets.targets().size() <= 1);
        }
    }

    /** Explains what a model answers to an image. */
    public static ImageTask of(GivenImage image) {
        return new ImageTask(image, TargetNames.NONE, Gammas.NONE);
    }

    private static void requireOne(boolean one) {
        if (!one) {
            throw new TaskException("a grid is about one target", Remedy.NAME_ONE_TARGET);
        }
    }

    @Override
    public void check(OpenModel model) {
        check(model, prompt(prepared(model)));
    }

    private void check(OpenModel model, Prompt prompt) {
        model.explainer().check(prompt, targets.named(model.explainer()));
    }

    @Override
    public TaskResult run(OpenModel model) {
        ModelImage prepared = prepared(model);
        Prompt prompt = prompt(prepared);
        check(model, prompt);
        List<Target> chosen = targets.chosen(model.explainer(), prompt);
        Request request = new Request(prompt, chosen);
        List<Attribution> attributions = new ArrayList<>();
        List<@Nullable Gamma> applied = new ArrayList<>();
        if (gammas.grid()) {
            requireOne(chosen.size() == 1);
            // The gammas change relevance but no logits, so the target is the same as without them.
            for (Gamma gamma : gammas.cells()) {
                Composite rules = Composite.gamma(gamma.convolutions(), gamma.linears());
                attributions.addAll(explain(model, rules, request));
                applied.add(gamma);
            }
        } else {
            attributions.addAll(explain(model, gammas.composite(), request));
            applied.addAll(Collections.nCopies(chosen.size(), gammas.gamma()));
        }
        return new TaskResult(attributions, report(attributions, applied, seen(model, prepared)));
    }

    private ModelImage prepared(OpenModel model) {
        return model.preprocessing().apply(image.pixels());
    }

    private static Prompt prompt(ModelImage prepared) {
        return Prompt.ofPixels(
                RgbImage.CHANNELS, prepared.shown().height(), prepared.shown().width(), prepared.values());
    }

    private static List<Attribution> explain(OpenModel model, @Nullable Composite rules, Request request) {
        Explainer explainer = model.explainer();
        OpenModel under = rules == null ? model : model.with(explainer.with(rules));
        return under.explain(List.of(request)).getFirst();
    }

    private static Report report(List<Attribution> attributions, List<@Nullable Gamma> gammas, SeenImage seen) {
        Report report = Report.of(attributions, seen);
        List<Explained> explained = new ArrayList<>();
        for (int i = 0; i < gammas.size(); i++) {
            explained.add(report.explained().get(i).with(gammas.get(i)));
        }
        return new Report(report.model(), explained, report.image());
    }

    private SeenImage seen(OpenModel model, ModelImage prepared) {
        RgbImage given = image.pixels();
        return new SeenImage(
                image.name(),
                prepared.shown().width(),
                prepared.shown().height(),
                prepared.shown().rgb(),
                given.width() + " x " + given.height() + ", " + ImagePreparation.description(model.preprocessing()));
    }
}
