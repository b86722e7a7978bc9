// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tasks.batch;

import java.io.IOException;
import org.lxt.report.Report;
import org.lxt.report.json.ReportJson;

/** Results as a line of JSON each. */
public abstract class ResultLines implements Results {
    /** For subclasses, which write lines. */
    protected ResultLines() {}

    /** Takes a line without its line end; it is there for others to read when this returns. */
    protected abstract void add(String line) throws IOException;

    @Override
    public final void explained(int line, Report report) throws IOException {
        add(ReportJson.toLine(report, line));
    }

    @Override
    public final void failed(int line, String why) throws IOException {
        add(ReportJson.errorLine(line, why));
    }
}
