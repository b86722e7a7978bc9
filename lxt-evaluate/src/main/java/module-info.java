// SPDX-License-Identifier: BSD-3-Clause
/** Tells whether explanations are right: by evidence that is known, and by what the model does without what they name. */
@org.jspecify.annotations.NullMarked
module org.lxt.evaluate {
    requires transitive org.lxt.explain;
    requires transitive org.lxt.tasks;
    requires org.lxt.json;
    requires static org.jspecify;

    exports org.lxt.evaluate.evidence;
    exports org.lxt.evaluate.faithfulness;
    exports org.lxt.evaluate.generate;
    exports org.lxt.evaluate.output;
    exports org.lxt.evaluate.run;
    exports org.lxt.evaluate.sanity;
    exports org.lxt.evaluate.statistic;
    exports org.lxt.evaluate.verify;
}
