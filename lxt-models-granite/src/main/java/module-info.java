// SPDX-License-Identifier: BSD-3-Clause
import org.lxt.models.granite.GranitePlugin;
import org.lxt.spi.ModelPlugin;

/** The Granite family. */
@org.jspecify.annotations.NullMarked
module org.lxt.models.granite {
    requires org.lxt.spi;
    requires static org.jspecify;
    requires static com.google.auto.service;

    exports org.lxt.models.granite;

    provides ModelPlugin with
            GranitePlugin;
}
