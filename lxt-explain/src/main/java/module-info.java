// SPDX-License-Identifier: BSD-3-Clause
/** Explains a model's answers: from a checkpoint and a prompt to relevance per token. */
@org.jspecify.annotations.NullMarked
module org.lxt.explain {
    requires transitive org.lxt.spi;
    requires transitive org.lxt.checkpoint;
    requires transitive org.lxt.tokenizers;
    requires static com.fasterxml.jackson.annotation;
    requires static org.jspecify;

    exports org.lxt.explain;
    exports org.lxt.explain.graph;
    exports org.lxt.explain.method;
    exports org.lxt.explain.method.attention;
    exports org.lxt.explain.method.gradient;
    exports org.lxt.explain.method.name;
    exports org.lxt.explain.method.occlusion;
    exports org.lxt.explain.perturbation;
    exports org.lxt.explain.request;
    exports org.lxt.explain.result;
    exports org.lxt.explain.units;
    exports org.lxt.explain.words;

    uses org.lxt.explain.method.name.MethodKind;
}
