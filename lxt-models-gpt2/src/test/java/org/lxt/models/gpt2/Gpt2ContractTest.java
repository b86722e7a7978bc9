// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.gpt2;

import java.nio.file.Path;
import org.lxt.testkit.contract.ModelPluginContract;

/** GPT-2 keeps the contract of plugins. */
class Gpt2ContractTest extends ModelPluginContract {
    Gpt2ContractTest() {
        super(
                new Gpt2Plugin(),
                Path.of(System.getProperty("lxt.root"), "oracle", "cases", "gpt2-inverse-layer-scale", "config.json"));
    }
}
