// SPDX-License-Identifier: BSD-3-Clause
/** The command line. */
@org.jspecify.annotations.NullMarked
module org.lxt.cli {
    requires info.picocli;
    requires java.compiler;
    requires java.management;
    requires jdk.management;
    requires org.lxt.evaluate;
    requires org.lxt.explain;
    requires org.lxt.report;
    requires org.lxt.tasks;
    requires org.lxt.testkit;
    requires org.lxt.json;
    requires static org.jspecify;

    opens org.lxt.cli.command to
            info.picocli;
    opens org.lxt.cli.option.compute to
            info.picocli;
    opens org.lxt.cli.option.method to
            info.picocli;
    opens org.lxt.cli.option.model to
            info.picocli;
    opens org.lxt.cli.option.output to
            info.picocli;
    opens org.lxt.cli.option.prompt to
            info.picocli;
}
