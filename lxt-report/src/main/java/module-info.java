/** Readable reports of relevance attributions: JSON, CSV, HTML, PNG and PDF. */
@org.jspecify.annotations.NullMarked
module org.lxt.report {
    requires transitive org.lxt.explain;
    requires java.desktop;
    requires org.apache.fontbox;
    requires org.apache.pdfbox;
    requires org.apache.pdfbox.io;
    requires tools.jackson.databind;
    requires static org.jspecify;

    exports org.lxt.report;
    exports org.lxt.report.csv;
    exports org.lxt.report.heat;
    exports org.lxt.report.html;
    exports org.lxt.report.image;
    exports org.lxt.report.json;
    exports org.lxt.report.pdf;
}
