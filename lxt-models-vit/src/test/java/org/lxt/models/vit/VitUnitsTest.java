// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.vit;

import java.nio.file.Path;
import org.lxt.testkit.family.UnitsContract;

/** Units of a vision transformer, and patches of another image, against what hooks of PyTorch see in it. */
class VitUnitsTest extends UnitsContract {
    VitUnitsTest() {
        super(Path.of(System.getProperty("lxt.root"), "oracle"), "vit-");
    }
}
