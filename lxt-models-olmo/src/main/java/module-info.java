// SPDX-License-Identifier: BSD-3-Clause
import org.lxt.models.olmo.OlmoPlugin;
import org.lxt.spi.ModelPlugin;

/** The OLMo families. */
@org.jspecify.annotations.NullMarked
module org.lxt.models.olmo {
    requires org.lxt.spi;
    requires static org.jspecify;
    requires static com.google.auto.service;

    exports org.lxt.models.olmo;

    provides ModelPlugin with
            OlmoPlugin;
}
