// SPDX-License-Identifier: BSD-3-Clause
import org.lxt.models.llama.LlamaPlugin;
import org.lxt.spi.ModelPlugin;

/** The LLaMA family. */
@org.jspecify.annotations.NullMarked
module org.lxt.models.llama {
    requires org.lxt.spi;
    requires static org.jspecify;
    requires static com.google.auto.service;

    exports org.lxt.models.llama;

    provides ModelPlugin with
            LlamaPlugin;
}
