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
    opens org.lxt.cli.option to
            info.picocli;
}
