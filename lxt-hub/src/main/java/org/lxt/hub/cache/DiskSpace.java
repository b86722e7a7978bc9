// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.hub.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.lxt.hub.error.HubException;

/** Whether there is room for what is to be fetched. */
public final class DiskSpace {
    private DiskSpace() {}

    /**
     * Refuses what has no room.
     *
     * @param model for the message
     * @param folder below which it is to be written, which need not exist
     * @param bytes how many are to be written
     */
    public static void require(String model, Path folder, long bytes) {
        Path existing = folder.toAbsolutePath();
        while (Files.notExists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        long free;
        try {
            free = Files.getFileStore(existing).getUsableSpace();
        } catch (IOException e) {
            throw HubException.ofFile(existing, e);
        }
        if (free < bytes) {
            throw HubException.ofSetup(model + " needs " + megabytes(bytes) + " more in " + folder + ", but only "
                    + megabytes(free) + " are free there; make room, or set HF_HOME to a folder of another disk");
        }
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%,.1f MB", bytes / 1e6);
    }
}
