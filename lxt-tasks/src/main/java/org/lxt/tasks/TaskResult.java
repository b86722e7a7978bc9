// SPDX-License-Identifier: BSD-3-Clause
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

    /**
     * Attributions of texts.
     *
     * @param bySegments whether they are shown by parts of the prompts, too
     */
    static TaskResult of(List<Attribution> attributions, boolean bySegments) {
        return of(attributions, Report.of(attributions), bySegments);
    }

    /** The rows of a matrix, as {@link #of(List, boolean)}. */
    static TaskResult of(AnswerMatrix matrix, boolean bySegments) {
        return of(matrix.rows(), Report.of(matrix), bySegments);
    }

    private static TaskResult of(List<Attribution> attributions, Report report, boolean bySegments) {
        return new TaskResult(attributions, bySegments ? report.inSegments() : report);
    }
}
