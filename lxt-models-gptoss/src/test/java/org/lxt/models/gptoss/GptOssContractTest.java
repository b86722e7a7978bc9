// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.gptoss;

import java.nio.file.Path;
import org.lxt.testkit.contract.ModelPluginContract;

/** The family keeps the contract of plugins. */
class GptOssContractTest extends ModelPluginContract {
    GptOssContractTest() {
        super(
                new GptOssPlugin(),
                Path.of(System.getProperty("lxt.root"), "oracle", "cases", "gpt_oss-top3", "config.json"));
    }

    /** The router, as in every mixture. */
    @Override
    protected boolean mayBeOrdinary(String site) {
        return site.endsWith("mlp.gate");
    }
}
