// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.gemma;

import java.nio.file.Path;
import org.lxt.testkit.family.EmbedderContract;

/** Embedding models made of Gemma in the layout of published ones. */
class GemmaEmbedderTest extends EmbedderContract {
    GemmaEmbedderTest() {
        super(
                Path.of(System.getProperty("lxt.root"), "oracle", "similarity"),
                "embedder-dense",
                "embedder-activations");
    }
}
