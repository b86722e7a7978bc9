package org.lxt.cli;

import java.util.List;
import org.lxt.explain.Attribution;
import org.lxt.report.Report;
import org.lxt.report.SeenImage;
import org.lxt.tasks.TaskResult;

/** Prints what came of an image. */
final class ImageRun {
    /**
     * What came out.
     *
     * @param attributions one for each target, or for each gamma of a grid
     * @param report the same as plain data
     * @param rules the rule set that the gammas of a grid are laid over
     */
    record Result(List<Attribution> attributions, Report report, String rules) {}

    private ImageRun() {}

    /**
     * Prints a result.
     *
     * @param grid whether it is one target under many gammas
     * @param rules the rule set that they are laid over
     */
    static void print(TaskResult result, boolean grid, String rules, Terminal terminal, TerminalOptions view) {
        SeenImage seen = result.report().image();
        TerminalImage printer =
                new TerminalImage(terminal, view, seen == null ? "" : seen.name() + ": " + seen.preparation());
        if (grid) {
            new TerminalGrid(terminal, printer).print(new Result(result.attributions(), result.report(), rules));
        } else {
            result.attributions().forEach(printer::print);
        }
    }
}
