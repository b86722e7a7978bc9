// SPDX-License-Identifier: BSD-3-Clause
/** Small trained models to try LXT on. */
@org.jspecify.annotations.NullMarked
module org.lxt.samples {
    requires org.lxt.api;
    requires static org.jspecify;

    exports org.lxt.samples;

    opens org.lxt.samples.decoder;
    opens org.lxt.samples.steps;
}
