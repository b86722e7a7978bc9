// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.llama;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.lxt.spi.host.ModelMap;
import org.lxt.testkit.family.MutatedConfigsContract;

/** LLaMA under options changed at random. */
class MutatedConfigsTest extends MutatedConfigsContract {
    MutatedConfigsTest() {
        super(
                100_000,
                ModelMap.of(List.of(new LlamaPlugin())).families().getFirst(),
                Stream.of(
                                "llama-rope-yarn-scales",
                                "llama-tied-rope-llama3",
                                "llama-rope-dynamic-beyond",
                                "llama-rope-longrope-v4",
                                "llama-attention-bias")
                        .map(Path.of(System.getProperty("lxt.root"), "oracle", "cases")::resolve)
                        .toList());
    }
}
