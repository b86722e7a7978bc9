/** Readable reports of relevance attributions: JSON, CSV, HTML and PNG. */
@org.jspecify.annotations.NullMarked
@SuppressWarnings("module") // these are compiled after it
module org.lxt.report {
    requires transitive org.lxt.explain;
    requires java.desktop;
    requires org.lxt.json;
    requires static org.jspecify;

    exports org.lxt.report;
    exports org.lxt.report.csv;
    exports org.lxt.report.heat;
    exports org.lxt.report.html;
    exports org.lxt.report.image;
    exports org.lxt.report.json;
    exports org.lxt.report.internal to
            org.lxt.report.pdf;
    exports org.lxt.report.internal.scale to
            org.lxt.cli,
            org.lxt.report.pdf;
}
