// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.bert;

import java.nio.file.Path;
import java.util.List;
import org.lxt.spi.ModelFamily;
import org.lxt.spi.host.ModelMap;

/** Where the reference cases are. */
final class Cases {
    static final Path FOLDER = Path.of(System.getProperty("lxt.root"), "oracle", "cases");

    private Cases() {}

    static Path of(String name) {
        return FOLDER.resolve(name);
    }

    static ModelFamily family(String name) {
        return ModelMap.of(List.of(new BertPlugin())).families().stream()
                .filter(f -> f.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
