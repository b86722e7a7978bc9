// SPDX-License-Identifier: BSD-3-Clause
import org.lxt.models.gptoss.GptOssPlugin;
import org.lxt.spi.ModelPlugin;

/** The gpt-oss family. */
@org.jspecify.annotations.NullMarked
module org.lxt.models.gptoss {
    requires org.lxt.spi;
    requires static org.jspecify;
    requires static com.google.auto.service;

    exports org.lxt.models.gptoss;

    provides ModelPlugin with
            GptOssPlugin;
}
