// SPDX-License-Identifier: BSD-3-Clause
package org.example.seedoss;

import org.lxt.spi.Families;
import org.lxt.spi.ModelPlugin;

/** Registers the Seed-OSS family. */
public final class SeedOssPlugin implements ModelPlugin {
    /** For {@link java.util.ServiceLoader}. */
    public SeedOssPlugin() {}

    @Override
    public void register(Families families) {
        families.family(SeedOssModel.FAMILY)
                .architectures("SeedOssForCausalLM")
                .modelTypes(SeedOssModel.FAMILY)
                .options(SeedOssModel.KNOWN)
                .loader(SeedOssModel::read, SeedOssModel::load);
    }
}
