// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.gpt2;

import java.nio.file.Path;
import org.lxt.testkit.family.GraphContract;

/** Graphs of models of this family against PyTorch. */
class Gpt2GraphTest extends GraphContract {
    Gpt2GraphTest() {
        super(Path.of(System.getProperty("lxt.root"), "oracle"), "gpt2-");
    }
}
