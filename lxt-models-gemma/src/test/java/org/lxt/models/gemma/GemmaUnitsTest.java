// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.gemma;

import java.nio.file.Path;
import org.lxt.testkit.family.UnitsContract;

/** Units of models of this family against what hooks of PyTorch see in them. */
class GemmaUnitsTest extends UnitsContract {
    GemmaUnitsTest() {
        super(Path.of(System.getProperty("lxt.root"), "oracle"), "gemma");
    }
}
