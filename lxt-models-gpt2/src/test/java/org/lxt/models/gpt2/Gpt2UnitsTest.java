// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.gpt2;

import java.nio.file.Path;
import org.lxt.testkit.family.UnitsContract;

/** Units of models of this family against what hooks of PyTorch see in them. */
class Gpt2UnitsTest extends UnitsContract {
    Gpt2UnitsTest() {
        super(Path.of(System.getProperty("lxt.root"), "oracle"), "gpt2-");
    }
}
