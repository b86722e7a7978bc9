// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.gptoss;

import java.nio.file.Path;
import org.lxt.testkit.family.OracleContract;

/** Every case of this family that PyTorch and transformers computed, with the rules of lxt. */
class GptOssOracleTest extends OracleContract {
    GptOssOracleTest() {
        super(Path.of(System.getProperty("lxt.root"), "oracle", "cases"), "gpt_oss-");
    }
}
