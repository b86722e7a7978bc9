// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.bert;

import org.lxt.testkit.family.OracleContract;

/** Every DistilBERT case that PyTorch and transformers computed under the rules of lxt, on every backend. */
class DistilBertOracleTest extends OracleContract {
    DistilBertOracleTest() {
        super(Cases.FOLDER, "distilbert-");
    }
}
