// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.hub.cache;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/** A file of a snapshot: a relative link to its blob, or where that cannot be, as on many Windows machines, the file itself. */
final class SnapshotEntry {
    private SnapshotEntry() {}

    /** Makes one, in place of what there is. A new blob is moved where there are no links, an older one copied. */
    static void put(Path blob, Path name, boolean links, boolean isNew) throws IOException {
        Path fresh = name.resolveSibling(
                name.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        Files.deleteIfExists(fresh);
        try {
            if (!links || !linked(blob, fresh)) {
                if (isNew) {
                    Files.move(blob, name, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
                    return;
                }
                Files.copy(blob, fresh);
            }
            Files.move(fresh, name, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static boolean linked(Path blob, Path name) throws IOException {
        Path folder = Objects.requireNonNull(name.getParent());
        try {
            Files.createSymbolicLink(name, folder.relativize(blob));
            return true;
        } catch (UnsupportedOperationException _) {
            return false;
        } catch (FileSystemException e) {
            if (Files.isWritable(folder)) {
                return false;
            }
            throw e;
        }
    }
}
