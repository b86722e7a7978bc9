// SPDX-License-Identifier: BSD-3-Clause
package org.example.seedoss;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.lxt.testkit.contract.ModelPluginContract;

/** The Seed-OSS family keeps the contract of plugins, and computes what transformers and lxt compute. */
class SeedOssContractTest extends ModelPluginContract {
    private static final Path CASES = Path.of("src/test/cases");

    SeedOssContractTest() {
        super(new SeedOssPlugin(), CASES.resolve("seed_oss-output-bias/config.json"));
    }

    @Override
    protected List<Path> oracleCases() {
        try (Stream<Path> folders = Files.list(CASES)) {
            return folders.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
