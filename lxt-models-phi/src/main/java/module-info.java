// SPDX-License-Identifier: BSD-3-Clause
import org.lxt.models.phi.PhiPlugin;
import org.lxt.spi.ModelPlugin;

/** The Phi family. */
@org.jspecify.annotations.NullMarked
module org.lxt.models.phi {
    requires org.lxt.spi;
    requires static org.jspecify;
    requires static com.google.auto.service;

    exports org.lxt.models.phi;

    provides ModelPlugin with
            PhiPlugin;
}
