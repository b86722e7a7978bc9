// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.gpt2;

import java.nio.file.Path;

/** Where the reference cases are. */
final class Gpt2Cases {
    static final Path FOLDER = Path.of(System.getProperty("lxt.root"), "oracle", "cases");

    private Gpt2Cases() {}

    static Path of(String name) {
        return FOLDER.resolve("gpt2-" + name);
    }
}
