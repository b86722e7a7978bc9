// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.hardware;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the system tells of the processor's caches. */
public final class CacheSizes {
    private static final Path LEVELS = Path.of("/sys/devices/system/cpu/cpu0/cache");

    /** What most processors that have vectors have at least; assumed where the system does not tell. */
    private static final long USUAL = 1 << 20;

    private CacheSizes() {}

    /** Size in bytes of the second-level cache of one core. */
    public static long secondLevel() {
        try {
            // index0 and 1 are the first level's data and instructions
            String size = Files.readString(LEVELS.resolve("index2/size")).strip();
            String digits = size.replaceAll("\\D", "");
            long unit = size.endsWith("K") ? 1 << 10 : size.endsWith("M") ? 1 << 20 : 1;
            return digits.isEmpty() || digits.length() > 9 ? USUAL : Long.parseLong(digits) * unit;
        } catch (IOException | SecurityException _) {
            return USUAL;
        }
    }
}
