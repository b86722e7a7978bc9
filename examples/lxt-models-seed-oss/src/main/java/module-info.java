// SPDX-License-Identifier: BSD-3-Clause
import org.example.seedoss.SeedOssPlugin;

/** The Seed-OSS family. */
module org.example.seedoss {
    requires org.lxt.spi;

    provides org.lxt.spi.ModelPlugin with
            SeedOssPlugin;
}
