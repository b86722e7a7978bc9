// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.qwen;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.lxt.spi.ModelFamily;
import org.lxt.spi.host.ModelMap;

/** The reference cases of this module. */
final class Cases {
    static final Path FOLDER = Path.of(System.getProperty("lxt.root"), "oracle", "cases");

    private Cases() {}

    static Path of(String name) {
        return FOLDER.resolve(name);
    }

    static List<Path> of(String... names) {
        return Stream.of(names).map(Cases::of).toList();
    }

    static ModelFamily family(String name) {
        return ModelMap.of(List.of(new QwenPlugin())).families().stream()
                .filter(f -> f.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
