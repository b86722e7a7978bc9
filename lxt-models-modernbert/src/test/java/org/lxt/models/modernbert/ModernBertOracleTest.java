// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.modernbert;

import org.lxt.testkit.family.OracleContract;

/** Every ModernBERT case that PyTorch and transformers computed under the rules of lxt, on every backend. */
class ModernBertOracleTest extends OracleContract {
    ModernBertOracleTest() {
        super(Cases.FOLDER, "modernbert-");
    }
}
