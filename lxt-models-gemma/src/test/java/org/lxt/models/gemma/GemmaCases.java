// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.gemma;

import java.nio.file.Path;

/** Where the reference cases are. */
final class GemmaCases {
    static final Path FOLDER = Path.of(System.getProperty("lxt.root"), "oracle", "cases");

    private GemmaCases() {}

    static Path of(String name) {
        return FOLDER.resolve("gemma3-" + name);
    }
}
