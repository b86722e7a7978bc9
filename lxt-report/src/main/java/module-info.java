// SPDX-License-Identifier: BSD-3-Clause
/** Readable reports of relevance attributions: JSON, CSV, HTML, PNG and text, and what formats of others implement. */
@org.jspecify.annotations.NullMarked
@SuppressWarnings("module") // these are compiled after it
module org.lxt.report {
    requires transitive org.lxt.explain;
    requires java.desktop;
    requires org.lxt.json;
    requires static com.google.auto.service;
    requires static org.jspecify;

    exports org.lxt.report;
    exports org.lxt.report.csv;
    exports org.lxt.report.format;
    exports org.lxt.report.graph;
    exports org.lxt.report.heat;
    exports org.lxt.report.html;
    exports org.lxt.report.image;
    exports org.lxt.report.json;
    exports org.lxt.report.terminal;
    exports org.lxt.report.units;
    exports org.lxt.report.internal to
            org.lxt.report.pdf;
    exports org.lxt.report.internal.scale to
            org.lxt.report.pdf;

    uses org.lxt.report.format.ReportFormat;

    provides org.lxt.report.format.ReportFormat with
            org.lxt.report.csv.CsvReport,
            org.lxt.report.html.HtmlReport,
            org.lxt.report.image.PngReport,
            org.lxt.report.json.ReportJson,
            org.lxt.report.terminal.TerminalReport;
}
