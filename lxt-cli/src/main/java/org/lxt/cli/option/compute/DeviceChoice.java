// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.option.compute;

import org.jspecify.annotations.Nullable;
import org.lxt.cli.input.WrongUse;
import org.lxt.tensor.backend.DeviceOptions;
import picocli.CommandLine.Option;

/** Options about a device that a backend such as cuda computes on. */
final class DeviceChoice {
    private static final long MOST_MEGABYTES = 1 << 30;

    @Option(
            names = "--gpu-memory",
            paramLabel = "MB",
            description = "Take so much memory of a GPU at most; by default as much as is needed and free.")
    private @Nullable Long megabytes;

    /** What they say. */
    DeviceOptions options() {
        if (megabytes == null) {
            return DeviceOptions.DEFAULTS;
        }
        if (megabytes < 1 || megabytes > MOST_MEGABYTES) {
            throw new WrongUse("--gpu-memory must be from 1 to " + MOST_MEGABYTES + " MB, not " + megabytes);
        }
        return DeviceOptions.DEFAULTS.withMemory(megabytes << 20);
    }
}
