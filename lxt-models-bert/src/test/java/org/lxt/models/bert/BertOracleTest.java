// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.bert;

import org.lxt.testkit.family.OracleContract;

/** Every BERT case that PyTorch, transformers and lxt computed, on every backend. */
class BertOracleTest extends OracleContract {
    BertOracleTest() {
        super(Cases.FOLDER, "bert-");
    }
}
