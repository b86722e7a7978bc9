// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.qwen;

import java.nio.file.Path;
import org.lxt.testkit.family.EmbedderContract;

/** Embedding models made of Qwen in the layout of published ones. */
class QwenEmbedderTest extends EmbedderContract {
    QwenEmbedderTest() {
        super(Path.of(System.getProperty("lxt.root"), "oracle", "similarity"), "embedder-last", "embedder-last-prefixed");
    }
}
