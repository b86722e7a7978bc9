// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.qwen;

import java.nio.file.Path;
import org.lxt.testkit.family.GraphContract;

/** Graphs of models of this family against PyTorch. */
class QwenGraphTest extends GraphContract {
    QwenGraphTest() {
        super(Path.of(System.getProperty("lxt.root"), "oracle"), "qwen");
    }
}
