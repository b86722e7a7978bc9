// SPDX-License-Identifier: BSD-3-Clause
/** What a model family implements, the parts that models are made of, and what a host needs to load plugins. */
@org.jspecify.annotations.NullMarked
module org.lxt.spi {
    requires transitive org.lxt.rules;
    requires static org.jspecify;

    exports org.lxt.spi;
    exports org.lxt.spi.checkpoint;
    exports org.lxt.spi.host;
    exports org.lxt.spi.parts;
    exports org.lxt.spi.parts.encoder;
    exports org.lxt.spi.parts.mixture;
    exports org.lxt.spi.parts.options;
    exports org.lxt.spi.parts.text;
    exports org.lxt.spi.rope;

    uses org.lxt.spi.ModelPlugin;
    uses org.lxt.tensor.backend.BackendProvider;
}
