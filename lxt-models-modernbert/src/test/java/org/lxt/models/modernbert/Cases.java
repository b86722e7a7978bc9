// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.modernbert;

import java.nio.file.Path;

/** Where the reference cases are. */
final class Cases {
    static final Path FOLDER = Path.of(System.getProperty("lxt.root"), "oracle", "cases");

    private Cases() {}

    static Path of(String name) {
        return FOLDER.resolve("modernbert-" + name);
    }
}
