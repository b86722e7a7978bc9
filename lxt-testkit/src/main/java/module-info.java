// SPDX-License-Identifier: BSD-3-Clause
/**
 * Checks LXT against cases that a reference implementation computed, and a family against what every family must satisfy.
 */
@org.jspecify.annotations.NullMarked
module org.lxt.testkit {
    requires transitive org.lxt.explain;
    requires transitive org.lxt.json;
    requires static org.assertj.core;
    requires static org.junit.jupiter.api;
    requires static org.junit.jupiter.params;
    requires static org.jspecify;

    exports org.lxt.testkit.cases;
    exports org.lxt.testkit.contract;
    exports org.lxt.testkit.family;

    uses org.lxt.spi.ModelPlugin;
}
