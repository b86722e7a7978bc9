package org.lxt.tasks;

import java.util.List;
import org.lxt.explain.result.AnswerMatrix;
import org.lxt.explain.result.Attribution;
import org.lxt.report.Report;

/**
 * The result of a task.
 *
 * @param attributions one for each target, for each gamma of a grid, or for each text of a similarity
 * @param report the same as plain data, to be shown, stored and sent
 */
public record TaskResult(List<Attribution> attributions, Report report) {
    /** Copies the list. */
    public TaskResult {
        attributions = List.copyOf(attributions);
    }

    /** Attributions of texts. */
    static TaskResult of(List<Attribution> attributions) {
        return new TaskResult(attributions, Report.of(attributions));
    }

    /** The rows of a matrix. */
    static TaskResult of(AnswerMatrix matrix) {
        return new TaskResult(matrix.rows(), Report.of(matrix));
    }
}
