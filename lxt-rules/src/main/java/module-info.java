// SPDX-License-Identifier: BSD-3-Clause
/** The gradient rules of LXT, and the attention, norm, MLP and layers built from them. */
@org.jspecify.annotations.NullMarked
module org.lxt.rules {
    requires transitive org.lxt.tensor;
    requires static org.jspecify;

    exports org.lxt.rules;
    exports org.lxt.rules.composite;
}
