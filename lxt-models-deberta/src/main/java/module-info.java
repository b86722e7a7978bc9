// SPDX-License-Identifier: BSD-3-Clause
import org.lxt.models.deberta.DebertaPlugin;
import org.lxt.spi.ModelPlugin;

/** The DeBERTa family. */
@org.jspecify.annotations.NullMarked
@SuppressWarnings("module") // javac takes the digit for a version; it is the model's name
module org.lxt.models.deberta {
    requires org.lxt.spi;
    requires static org.jspecify;
    requires static com.google.auto.service;

    exports org.lxt.models.deberta;

    provides ModelPlugin with
            DebertaPlugin;
}
