/** The command line. */
@org.jspecify.annotations.NullMarked
module org.lxt.cli {
    requires info.picocli;
    requires java.compiler;
    requires java.management;
    requires org.lxt.chat;
    requires org.lxt.explain;
    requires org.lxt.report;
    requires org.lxt.samples;
    requires org.lxt.testkit;
    requires tools.jackson.databind;
    requires static org.jspecify;

    opens org.lxt.cli to
            info.picocli;
}
