// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.vit;

import java.nio.file.Path;
import org.lxt.testkit.contract.ModelPluginContract;

/** Vision transformers keep the contract of plugins. */
class VitContractTest extends ModelPluginContract {
    private static final Path MODEL = Path.of(System.getProperty("lxt.root"), "oracle", "cases", "vit-attnlrp", "hf");

    VitContractTest() {
        super(new VitPlugin(), MODEL.resolve("config.json"), MODEL.resolve("model.safetensors"));
    }
}
