// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.vit;

import org.lxt.testkit.family.OracleContract;

/** Every vision case that PyTorch, torchvision, zennit and lxt computed, in every layout, on every backend. */
class VitOracleTest extends OracleContract {
    VitOracleTest() {
        super(Cases.FOLDER, "vit-");
    }
}
