package org.lxt.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lxt.cli.input.TargetNames;
import org.lxt.cli.input.WrongUse;
import org.lxt.explain.Attribution;
import org.lxt.explain.Detail;
import org.lxt.explain.Explainer;
import org.lxt.explain.Prompt;
import org.lxt.explain.Request;
import org.lxt.explain.Target;
import org.lxt.report.Explained;
import org.lxt.report.Gamma;
import org.lxt.report.Report;
import org.lxt.report.SeenImage;
import org.lxt.rules.Composite;
import org.lxt.vision.RgbImage;
import org.lxt.vision.decode.ImageFiles;
import org.lxt.vision.prepare.ModelImage;
import org.lxt.vision.prepare.Preprocessing;

/** Explains an image: reads it, prepares it as the checkpoint wants it, and asks for the targets under one or many gammas. */
final class ImageRun {
    /**
     * What came out.
     *
     * @param attributions one for each target, or for each gamma of a grid
     * @param report the same as plain data
     */
    record Result(List<Attribution> attributions, Report report) {}

    private final ImageOptions options;
    private final Path file;
    private final Path model;
    private final RgbImage image;

    /**
     * Reads the image.
     *
     * @param file the image
     * @param model the checkpoint
     */
    ImageRun(ImageOptions options, Path file, Path model) {
        this.options = options;
        this.file = file;
        this.model = model;
        this.image = ImageFiles.read(file);
    }

    /** Explains, under the explainer's rules or under those of a grid. */
    Result run(Explainer explainer, EncoderOptions outputs, TargetNames asked) {
        Preprocessing preprocessing = CheckpointImages.preprocessing(model, explainer.sizes());
        ModelImage given = preprocessing.apply(image);
        Prompt prompt = Prompt.ofPixels(
                RgbImage.CHANNELS, given.shown().height(), given.shown().width(), given.values());
        explainer.check(prompt, outputs.named(explainer, asked));
        List<Target> targets = outputs.targets(explainer, prompt, asked);
        if (options.grid) {
            return grid(explainer, prompt, targets, seen(preprocessing, given));
        }
        List<Attribution> attributions = explain(explainer, prompt, targets);
        Report report = Report.of(attributions, seen(preprocessing, given));
        return new Result(
                attributions,
                with(report, attributions.stream().map(_ -> options.gamma()).toList()));
    }

    private Result grid(Explainer explainer, Prompt prompt, List<Target> targets, SeenImage seen) {
        if (targets.size() != 1) {
            throw new WrongUse(ImageOptions.SEVERAL_TARGETS);
        }
        // The gammas change relevance but no logit, so the target is what it is without them.
        List<Attribution> attributions = new ArrayList<>();
        List<Gamma> gammas = new ArrayList<>();
        for (double convolutions : options.gridConvolutions()) {
            for (double linears : options.gridLinears()) {
                Explainer underGamma = explainer.with(Composite.gamma(convolutions, linears));
                attributions.addAll(explain(underGamma, prompt, targets));
                gammas.add(new Gamma(convolutions, linears));
            }
        }
        return new Result(attributions, with(Report.of(attributions, seen), gammas));
    }

    private static Report with(Report report, List<@Nullable Gamma> gammas) {
        List<Explained> explained = new ArrayList<>();
        for (int i = 0; i < gammas.size(); i++) {
            explained.add(report.explained().get(i).with(gammas.get(i)));
        }
        return new Report(report.model(), explained, report.image());
    }

    private static List<Attribution> explain(Explainer explainer, Prompt prompt, List<Target> targets) {
        return explainer
                .explain(List.of(new Request(prompt, targets)), EnumSet.of(Detail.LEDGER, Detail.LATENT))
                .getFirst();
    }

    private SeenImage seen(Preprocessing preprocessing, ModelImage given) {
        return new SeenImage(
                String.valueOf(file.getFileName()),
                given.shown().width(),
                given.shown().height(),
                given.shown().rgb(),
                image.width() + " x " + image.height() + ", " + CheckpointImages.description(preprocessing));
    }
}
