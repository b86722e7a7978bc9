// SPDX-License-Identifier: BSD-3-Clause
import org.lxt.models.gemma.GemmaPlugin;
import org.lxt.spi.ModelPlugin;

/** The Gemma families. */
@org.jspecify.annotations.NullMarked
module org.lxt.models.gemma {
    requires org.lxt.spi;
    requires static org.jspecify;
    requires static com.google.auto.service;

    exports org.lxt.models.gemma;

    provides ModelPlugin with
            GemmaPlugin;
}
