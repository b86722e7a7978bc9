// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.gemma;

import java.nio.file.Path;
import org.lxt.testkit.family.GraphContract;

/** Graphs of models of this family against PyTorch. */
class GemmaGraphTest extends GraphContract {
    GemmaGraphTest() {
        super(Path.of(System.getProperty("lxt.root"), "oracle"), "gemma3-");
    }
}
