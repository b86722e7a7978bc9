// SPDX-License-Identifier: BSD-3-Clause
import org.lxt.models.mistral.MistralPlugin;
import org.lxt.spi.ModelPlugin;

/** The Mistral families. */
@org.jspecify.annotations.NullMarked
module org.lxt.models.mistral {
    requires org.lxt.spi;
    requires static org.jspecify;
    requires static com.google.auto.service;

    exports org.lxt.models.mistral;

    provides ModelPlugin with
            MistralPlugin;
}
