// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda.standin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32;
import org.lxt.cuda.host.TargetFolder;
import org.opentest4j.TestAbortedException;

/** Builds the stand-in by gcc, once for each state of its source. */
final class StandInLibrary {
    /** Of the library. All are the same file: the loader of the system loads it once. */
    static final List<String> NAMES = List.of("libcuda.so.1", "libnvrtc.so.12", "libcublas.so.12");

    private static final List<String> SOURCES =
            List.of("control.c", "memory.c", "queue.c", "driver.c", "kernels.c", "nvrtc.c", "cublas.c");
    private static final String HEADER = "standin.h";

    private StandInLibrary() {}

    /** The folder with the library under its names. */
    static Path folder() {
        CRC32 digest = new CRC32();
        SOURCES.forEach(name -> digest.update(source(name)));
        digest.update(source(HEADER));
        Path folder = TargetFolder.of("cuda-stand-in").resolve(HexFormat.of().toHexDigits(digest.getValue()));
        TargetFolder.build(folder, NAMES.getLast(), () -> build(folder, folder.resolve(NAMES.getFirst())));
        return folder;
    }

    private static void build(Path folder, Path library) {
        try {
            Path work = Files.createTempDirectory(folder, "build");
            List<String> command = new ArrayList<>(
                    List.of("gcc", "-std=gnu11", "-O2", "-Wall", "-Werror", "-shared", "-fPIC", "-o", "built.so"));
            Files.write(work.resolve(HEADER), source(HEADER));
            for (String name : SOURCES) {
                Files.write(work.resolve(name), source(name));
                command.add(name);
            }
            command.addAll(List.of("-ldl", "-lpthread"));
            compile(work, command);
            Files.move(work.resolve("built.so"), library, StandardCopyOption.ATOMIC_MOVE);
            for (String other : NAMES.subList(1, NAMES.size())) {
                Path link = Files.createSymbolicLink(work.resolve(other), library.getFileName());
                Files.move(link, folder.resolve(other), StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void compile(Path work, List<String> command) throws IOException {
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(work.toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new TestAbortedException("no device is pretended: there is no gcc; install it to run this", e);
        }
        String said = new String(process.getInputStream().readAllBytes());
        try {
            if (process.waitFor() != 0) {
                throw new AssertionError(String.join(" ", command) + "\n" + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static byte[] source(String name) {
        String path = "/org/lxt/cuda/standin/" + name;
        try (InputStream in = Objects.requireNonNull(StandInLibrary.class.getResourceAsStream(path), path)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
