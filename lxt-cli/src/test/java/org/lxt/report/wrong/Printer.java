package org.lxt.report.wrong;

import org.apache.pdfbox.pdmodel.PDDocument;

/** A report that brings PDFBox to those who want another. */
final class Printer {
    PDDocument document = new PDDocument();
}
