// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.terminal;

import java.io.PrintWriter;
import org.lxt.explain.request.AnswerListener;
import org.lxt.explain.request.Progress;
import org.lxt.report.terminal.TerminalText;

/**
 * Prints an answer on a terminal while it is generated. The line of progress, which the same terminal may show, is erased
 * before the first piece, and left alone until the answer is complete.
 */
public final class AnswerStream implements AnswerListener, Progress {
    private final PrintWriter out;
    private final ProgressLine line;
    private boolean hasBegun;
    private boolean isComplete;

    /** Nothing is printed yet. */
    public AnswerStream(PrintWriter out, ProgressLine line) {
        this.out = out;
        this.line = line;
    }

    @Override
    public boolean said(String piece) {
        if (!piece.isEmpty()) {
            if (!hasBegun) {
                hasBegun = true;
                line.done();
            }
            out.print(TerminalText.lines(piece));
            WatchedOutput.require(out); // which flushes
        }
        return true;
    }

    @Override
    public void at(Phase phase, int done, int total) {
        boolean isOver = phase != Phase.GENERATE;
        if (hasBegun && !isComplete && isOver) {
            isComplete = true;
            out.println();
            out.println();
            out.flush();
        }
        if (!hasBegun || isComplete) {
            line.at(phase, done, total);
        }
    }
}
