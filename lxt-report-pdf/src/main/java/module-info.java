// SPDX-License-Identifier: BSD-3-Clause
/** Reports as PDF: apart, so that whoever wants the others need not have PDFBox, whose jars are no modules yet. */
@org.jspecify.annotations.NullMarked
module org.lxt.report.pdf {
    requires transitive org.lxt.report;
    requires java.desktop;
    requires org.apache.fontbox;
    requires org.apache.pdfbox;
    requires org.apache.pdfbox.io;
    requires static com.google.auto.service;
    requires static org.jspecify;

    exports org.lxt.report.pdf;

    provides org.lxt.report.format.ReportFormat with
            org.lxt.report.pdf.PdfReport;
}
