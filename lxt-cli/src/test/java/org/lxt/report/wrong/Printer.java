// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.wrong;

import java.io.IOException;
import java.nio.file.Path;
import org.lxt.report.Report;
import org.lxt.report.pdf.PdfReport;

/** A report that brings PDFBox to those who want another. */
final class Printer {
    void print(Report report, Path file) throws IOException {
        PdfReport.write(report, file);
    }
}
