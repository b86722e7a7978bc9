// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.bert;

import org.lxt.testkit.family.OracleContract;

/** Every MPNet case that PyTorch and transformers computed under the rules of lxt, on every backend. */
class MpnetOracleTest extends OracleContract {
    MpnetOracleTest() {
        super(Cases.FOLDER, "mpnet-");
    }
}
