package org.lxt.models.vit;

import java.nio.file.Path;
import org.lxt.testkit.contract.ModelPluginContract;

/** Vision transformers keep the contract of plugins. */
class VitContractTest extends ModelPluginContract {
    VitContractTest() {
        super(
                new VitPlugin(),
                Path.of(System.getProperty("lxt.root"), "oracle", "cases", "vit-attnlrp", "timm", "config.json"));
    }
}
