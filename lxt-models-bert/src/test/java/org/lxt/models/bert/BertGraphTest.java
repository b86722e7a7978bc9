// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.bert;

import java.nio.file.Path;
import org.lxt.testkit.family.GraphContract;

/** Graphs of models of this family against PyTorch. */
class BertGraphTest extends GraphContract {
    BertGraphTest() {
        super(Path.of(System.getProperty("lxt.root"), "oracle"), "bert-");
    }
}
