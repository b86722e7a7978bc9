// SPDX-License-Identifier: BSD-3-Clause
import org.lxt.models.gpt2.Gpt2Plugin;
import org.lxt.spi.ModelPlugin;

/** The GPT-2 family. */
@org.jspecify.annotations.NullMarked
@SuppressWarnings("module") // javac takes the digit for a version; it is the model's name
module org.lxt.models.gpt2 {
    requires org.lxt.spi;
    requires static org.jspecify;
    requires static com.google.auto.service;

    exports org.lxt.models.gpt2;

    provides ModelPlugin with
            Gpt2Plugin;
}
