/** Small trained models to try LXT on. */
@org.jspecify.annotations.NullMarked
module org.lxt.samples {
    requires static org.jspecify;

    exports org.lxt.samples;

    opens org.lxt.samples.decoder;
}
