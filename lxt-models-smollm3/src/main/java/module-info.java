// SPDX-License-Identifier: BSD-3-Clause
import org.lxt.models.smollm3.SmolLm3Plugin;
import org.lxt.spi.ModelPlugin;

/** The SmolLM3 family. */
@org.jspecify.annotations.NullMarked
@SuppressWarnings("module") // javac takes the digit for a version; it is the model's name
module org.lxt.models.smollm3 {
    requires org.lxt.spi;
    requires static org.jspecify;
    requires static com.google.auto.service;

    exports org.lxt.models.smollm3;

    provides ModelPlugin with
            SmolLm3Plugin;
}
