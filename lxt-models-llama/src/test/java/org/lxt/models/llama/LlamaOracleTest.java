// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.llama;

import java.nio.file.Path;
import org.lxt.testkit.family.OracleContract;

/** Every LLaMA case that PyTorch, transformers and lxt computed. */
class LlamaOracleTest extends OracleContract {
    private static final Path CASES = Path.of(System.getProperty("lxt.root"), "oracle", "cases");

    LlamaOracleTest() {
        super(CASES, "llama-");
    }
}
