// SPDX-License-Identifier: BSD-3-Clause
import org.lxt.models.qwen.QwenPlugin;
import org.lxt.spi.ModelPlugin;

/** The Qwen families. */
@org.jspecify.annotations.NullMarked
module org.lxt.models.qwen {
    requires org.lxt.spi;
    requires static org.jspecify;
    requires static com.google.auto.service;

    exports org.lxt.models.qwen;

    provides ModelPlugin with
            QwenPlugin;
}
