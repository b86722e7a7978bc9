/** The command line. */
@org.jspecify.annotations.NullMarked
module org.lxt.cli {
    requires info.picocli;
    requires org.lxt.explain;
    requires org.lxt.report;
    requires org.lxt.samples;
    requires org.lxt.testkit;
    requires static org.jspecify;

    opens org.lxt.cli to
            info.picocli;
}
