// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.llama;

import java.nio.file.Path;
import org.lxt.testkit.family.GraphContract;

/** Graphs of models of this family against PyTorch. */
class LlamaGraphTest extends GraphContract {
    LlamaGraphTest() {
        super(Path.of(System.getProperty("lxt.root"), "oracle"), "llama-");
    }
}
