// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.hub.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;

/** What others may do with a file of the cache, which may be shared between users. */
final class Permissions {
    private Permissions() {}

    /** A temporary file is for its owner alone; this gives it what any other new file in its folder has. */
    static void asOfNewFile(Path file) throws IOException {
        if (Files.getFileAttributeView(file, PosixFileAttributeView.class) == null) {
            return;
        }
        Path probe = file.resolveSibling(file.getFileName() + ".mode");
        try {
            Files.createFile(probe);
            Files.setPosixFilePermissions(file, Files.getPosixFilePermissions(probe));
        } finally {
            Files.deleteIfExists(probe);
        }
    }
}
