// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.deberta;

import org.lxt.testkit.family.OracleContract;

/** Every DeBERTa case that PyTorch and transformers computed under rules in the manner of lxt, on every backend. */
class DebertaOracleTest extends OracleContract {
    DebertaOracleTest() {
        super(Cases.FOLDER, "deberta-");
    }
}
