// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lxt.explain.result.AnswerMatrix;
import org.lxt.explain.result.Attribution;
import org.lxt.explain.result.ModelIdentity;
import org.lxt.explain.result.PixelRelevance;

/**
 * What one model's answers came from: plain data to be shown, stored and compared. Two reports with the same content are
 * equal.
 *
 * @param model the model
 * @param explained the explained targets, at least one; of one prompt or of several
 * @param image the image that all of them are about; null if they are about tokens
 * @param matrix whether they are the rows of a matrix of prompt and answer: tokens of one answer, each by itself
 * @param ranking the passage that each of them is about, if they are those of a ranking; else empty
 */
public record Report(
        ModelIdentity model,
        List<Explained> explained,
        @Nullable SeenImage image,
        boolean matrix,
        List<RankedPassage> ranking) {
    /** Refuses an empty report, rows that are not of one matrix, and a ranking of other passages. */
    public Report {
        explained = List.copyOf(explained);
        ranking = List.copyOf(ranking);
        if (!ranking.isEmpty() && ranking.size() != explained.size()) {
            throw new ReportException("a report of a ranking needs a passage for each of its attributions");
        }
        if (explained.isEmpty()) {
            throw new ReportException("a report needs at least one attribution");
        }
        for (Explained e : explained) {
            PixelRelevance pixels = e.pixels();
            boolean fits = pixels == null
                    ? image == null
                    : image != null && pixels.width() == image.width() && pixels.height() == image.height();
            if (!fits) {
                throw new ReportException("a report of images needs the image that all of its attributions are about");
            }
        }
        if (explained.stream().map(e -> e.words().isEmpty()).distinct().count() > 1) {
            throw new ReportException("a report shows words for all of its attributions, or tokens for all");
        }
        if (matrix) {
            ExplainedCheck.requireRows(explained);
        }
    }

    /** A report that is no ranking. */
    public Report(ModelIdentity model, List<Explained> explained, @Nullable SeenImage image, boolean matrix) {
        this(model, explained, image, matrix, List.of());
    }

    /** A report about single targets. */
    public Report(ModelIdentity model, List<Explained> explained, @Nullable SeenImage image) {
        this(model, explained, image, false);
    }

    /** A report about tokens. */
    public Report(ModelIdentity model, List<Explained> explained) {
        this(model, explained, null);
    }

    /**
     * The same, with words instead of tokens in everything that is shown and written.
     *
     * @throws ReportException if it is about an image
     */
    public Report inWords() {
        return new Report(model, explained.stream().map(Explained::inWords).toList(), image, matrix, ranking);
    }

    /**
     * The same, shown by the parts of its prompts, too, in everything that is shown and written: named ones such as documents, or
     * all of a prompt, each with its sentences.
     *
     * @throws ReportException if it is about an image
     */
    public Report inSegments() {
        return new Report(model, explained.stream().map(Explained::inSegments).toList(), image, matrix, ranking);
    }

    /** The same, about these passages, one for each attribution. */
    public Report ranking(List<RankedPassage> passages) {
        return new Report(model, explained, image, matrix, passages);
    }

    /** Whether its explanations are of one target under different gammas. */
    public boolean isGrid() {
        return explained.stream().allMatch(e -> e.gamma() != null)
                && explained.stream().map(Explained::gamma).distinct().count() > 1;
    }

    /** A report of one attribution. */
    public static Report of(Attribution attribution) {
        return of(List.of(attribution));
    }

    /** A report of several attributions of one model. */
    public static Report of(List<Attribution> attributions) {
        return of(attributions, null);
    }

    /** A report of a matrix of prompt and answer. */
    public static Report of(AnswerMatrix matrix) {
        Report rows = of(matrix.rows());
        return new Report(rows.model(), rows.explained(), null, true);
    }

    /** A report of several attributions of one model that are about an image. */
    public static Report of(List<Attribution> attributions, @Nullable SeenImage image) {
        if (attributions.isEmpty()) {
            throw new ReportException("a report needs at least one attribution");
        }
        ModelIdentity model = attributions.getFirst().model();
        for (Attribution attribution : attributions) {
            if (!attribution.model().equals(model)) {
                throw new ReportException("a report is about one model, but these attributions are of "
                        + model.checkpoint() + " and of " + attribution.model().checkpoint()
                        + ", or of one model computed in two ways");
            }
        }
        return new Report(model, attributions.stream().map(Explained::of).toList(), image);
    }
}
