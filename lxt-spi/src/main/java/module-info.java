/** What a model family implements, and how its plugin is found. */
@org.jspecify.annotations.NullMarked
module org.lxt.spi {
    requires transitive org.lxt.rules;
    requires static org.jspecify;

    exports org.lxt.spi;
    exports org.lxt.spi.parts;
    exports org.lxt.spi.parts.options;
    exports org.lxt.spi.parts.text;
    exports org.lxt.spi.rope;

    uses org.lxt.spi.ModelPlugin;
    uses org.lxt.tensor.backend.BackendProvider;
}
