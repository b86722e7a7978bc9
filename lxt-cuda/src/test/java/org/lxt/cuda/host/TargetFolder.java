// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda.host;

import java.nio.file.Path;

/** Where what tests build or fetch stays until {@code clean}: the folder {@code target} of this module. */
public final class TargetFolder {
    private TargetFolder() {}

    /** A folder in it, which need not exist. */
    public static Path of(String name) {
        Path root = Path.of(System.getProperty("lxt.root", ".."));
        return root.resolve("lxt-cuda")
                .resolve("target")
                .resolve(name)
                .toAbsolutePath()
                .normalize();
    }
}
