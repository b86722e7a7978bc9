// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.lxt.cuda.launch.KernelSources;
import org.opentest4j.TestAbortedException;

/**
 * The kernels, compiled by g++ for the host as a shared library, in which a launch runs all threads in turn. It exports
 * {@code lxt_host_launch(name, grid, block, shared, arguments)}, {@code lxt_host_error()}, {@code lxt_host_kernels(count)}
 * and {@code lxt_host_order(descending)}; {@code fibres.cpp} says what they do.
 */
public final class HostLibrary {
    private static final List<String> FILES = List.of("cuda_host.h", "kernel_table.h", "fibres.cpp");
    private static final String LIBRARY = "liblxt_kernels.so";

    private HostLibrary() {}

    /**
     * The library, built unless it was built of the same source before.
     *
     * @throws TestAbortedException if this machine has no g++ or is not one of those that the library is for
     */
    public static synchronized Path file() {
        String system = System.getProperty("os.name");
        if (!system.equals("Linux")) {
            throw new TestAbortedException("the kernels are compiled for the host on Linux only, this is " + system);
        }
        CompilerRun.requireCompiler();
        Path folder = TargetFolder.of("cuda-host").resolve(Sources.digest());
        Path library = folder.resolve(LIBRARY);
        TargetFolder.build(folder, LIBRARY, () -> build(folder, library));
        return library;
    }

    private static void build(Path folder, Path library) {
        try {
            Path work = Files.createTempDirectory(folder, "build");
            Sources.writeTo(work);
            Path built = work.resolve(LIBRARY);
            CompilerRun.run(work, List.of("-I.", "-o", built.toString(), "program.cpp"));
            try {
                Files.move(built, library, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException _) {
                Files.move(built, library, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is compiled. */
    private static final class Sources {
        static String digest() {
            String own = FILES.stream().map(Sources::resource).collect(Collectors.joining()) + program();
            return KernelSources.digest().substring(0, 16) + Integer.toHexString(own.hashCode());
        }

        static void writeTo(Path folder) throws IOException {
            for (String name : FILES) {
                Files.writeString(folder.resolve(name), resource(name));
            }
            for (var header : KernelSources.headers().entrySet()) {
                Files.writeString(folder.resolve(header.getKey()), header.getValue());
            }
            Files.writeString(folder.resolve("all.cu"), KernelSources.program());
            Files.writeString(folder.resolve("program.cpp"), program());
        }

        /** The kernels between what they need on a host, and a table of their names. */
        private static String program() {
            List<String> lines = new ArrayList<>();
            lines.add("#include \"cuda_host.h\"");
            lines.add("#include \"all.cu\"");
            lines.add("#include \"kernel_table.h\"");
            lines.add("static const LxtKernel lxtKernels[] = {");
            KernelSources.names().forEach(name -> lines.add("    LXT_TABLE_ENTRY(" + name + "),"));
            lines.add("};");
            lines.add("#include \"fibres.cpp\"");
            return String.join("\n", lines) + "\n";
        }

        private static String resource(String name) {
            try (InputStream in = HostLibrary.class.getResourceAsStream(name)) {
                return new String(Objects.requireNonNull(in, name).readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
