// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

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

    /** Builds a file in a folder of it unless it is there: one JVM does, and others that run tests wait for it. */
    public static synchronized void build(Path folder, String file, Runnable build) {
        try {
            Files.createDirectories(folder);
            try (FileChannel channel = FileChannel.open(
                            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock _ = channel.lock()) {
                if (!Files.exists(folder.resolve(file))) {
                    build.run();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
