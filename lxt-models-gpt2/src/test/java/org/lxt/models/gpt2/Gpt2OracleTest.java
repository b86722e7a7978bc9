// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.gpt2;

import org.lxt.testkit.family.OracleContract;

/** Every GPT-2 case that PyTorch, transformers and lxt computed, on every backend. */
class Gpt2OracleTest extends OracleContract {
    Gpt2OracleTest() {
        super(Gpt2Cases.FOLDER, "gpt2-");
    }
}
