// SPDX-License-Identifier: BSD-3-Clause
/**
 * What programs run: a text, many prompts, an image, the similarity of two texts or a generation, each a plain value that goes
 * from JSON to a report.
 */
@org.jspecify.annotations.NullMarked
module org.lxt.tasks {
    requires transitive org.lxt.explain;
    requires transitive org.lxt.report;
    requires transitive org.lxt.chat;
    requires transitive org.lxt.hub;
    requires transitive org.lxt.vision;
    requires transitive org.lxt.samples;
    requires org.lxt.json;
    requires static org.jspecify;

    exports org.lxt.tasks;
    exports org.lxt.tasks.ask;
    exports org.lxt.tasks.batch;
    exports org.lxt.tasks.inside;
    exports org.lxt.tasks.json;
    exports org.lxt.tasks.rank;
    exports org.lxt.tasks.refusal;
    exports org.lxt.tasks.source;
}
