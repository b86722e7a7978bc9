package org.lxt.models.gemma;

import org.lxt.testkit.family.OracleContract;

/** Every Gemma 3 case that PyTorch, transformers and lxt computed, on every backend. */
class GemmaOracleTest extends OracleContract {
    GemmaOracleTest() {
        super(GemmaCases.FOLDER, "gemma3-");
    }
}
