// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda.compile;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.lxt.cuda.foreign.LibrarySearch;
import org.lxt.cuda.host.TargetFolder;
import org.opentest4j.TestAbortedException;

/**
 * NVRTC without a device or a driver: pip fetches NVIDIA's package for Python once, and its libraries are unpacked to the
 * folder {@code target}.
 *
 * @param major version of CUDA
 * @param requirement the package, as pip takes it
 */
record NvrtcPackage(int major, String requirement) {
    /** The last version for CUDA 12: 12.8 and later know sm_100. */
    static final NvrtcPackage CUDA_12 = new NvrtcPackage(12, "nvidia-cuda-nvrtc-cu12>=12.8,<13");

    /** The newest version for CUDA 13. */
    static final NvrtcPackage CUDA_13 = new NvrtcPackage(13, "nvidia-cuda-nvrtc>=13,<14");

    private static final String SAID = "pip.txt";
    private static final long MOST_MINUTES = 10;

    /**
     * The compiler.
     *
     * @throws TestAbortedException where the package cannot be had
     */
    NvrtcApi compiler() {
        Path folder = folder();
        return LibrarySearch.of(folder.toString())
                .find(List.of("libnvrtc.so." + major), List.of("libnvrtc-builtins.so*"))
                .map(NvrtcApi::new)
                .orElseThrow(() -> new TestAbortedException("the NVRTC in " + folder + " cannot be loaded here"));
    }

    private Path folder() {
        synchronized (NvrtcPackage.class) {
            Path folder = TargetFolder.of("nvrtc").resolve("cuda-" + major);
            if (!Files.isDirectory(folder)) {
                try {
                    Files.createDirectories(folder.getParent());
                    Path work = Files.createTempDirectory(folder.getParent(), "fetched");
                    download(work);
                    Path unpacked = Files.createDirectory(work.resolve("lib"));
                    unpack(work, unpacked);
                    Files.move(unpacked, folder, StandardCopyOption.ATOMIC_MOVE);
                    Files.delete(work.resolve(SAID));
                    Files.delete(work);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return folder;
        }
    }

    private void download(Path to) {
        List<String> command = List.of(
                "python3",
                "-m",
                "pip",
                "download",
                "--quiet",
                "--disable-pip-version-check",
                "--no-deps",
                "--only-binary=:all:",
                "--dest",
                to.toString(),
                requirement);
        Path said = to.resolve(SAID);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw skipped("pip takes longer than " + MOST_MINUTES + " minutes");
            }
            if (process.exitValue() != 0) {
                List<String> lines = Files.readAllLines(said);
                throw skipped(lines.isEmpty() ? "pip fails" : "pip says: " + lines.getLast());
            }
        } catch (IOException e) {
            throw skipped("there is no python3: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw skipped("the wait for pip was interrupted");
        }
    }

    private TestAbortedException skipped(String why) {
        return new TestAbortedException("the kernels are not compiled by the NVRTC of CUDA " + major + ", because '"
                + requirement + "' cannot be had from the Python index: " + why);
    }

    private static void unpack(Path work, Path to) throws IOException {
        List<Path> wheels = new ArrayList<>();
        try (Stream<Path> files = Files.list(work)) {
            files.filter(file -> file.toString().endsWith(".whl")).forEach(wheels::add);
        }
        for (Path wheel : wheels) {
            try (ZipFile zip = new ZipFile(wheel.toFile())) {
                for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                    ZipEntry entry = entries.nextElement();
                    String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
                    if (name.startsWith("libnvrtc") && name.contains(".so") && !name.contains(".alt.")) {
                        try (InputStream in = zip.getInputStream(entry)) {
                            Files.copy(in, to.resolve(name));
                        }
                    }
                }
            }
            Files.delete(wheel);
        }
    }
}
