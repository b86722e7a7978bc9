// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.opentest4j.TestAbortedException;

/** A run of g++. */
public final class CompilerRun {
    private static final String COMPILER = "g++";

    /** Contraction off: the numbers do not depend on the processor. */
    private static final List<String> OPTIONS =
            List.of("-std=c++17", "-O2", "-fPIC", "-shared", "-fno-strict-aliasing", "-ffp-contract=off", "-w");

    private CompilerRun() {}

    /**
     * Does nothing where there is a compiler.
     *
     * @throws TestAbortedException where there is none
     */
    public static void requireCompiler() {
        try {
            Process process = new ProcessBuilder(COMPILER, "--version")
                    .redirectErrorStream(true)
                    .start();
            process.getInputStream().readAllBytes();
            process.waitFor();
        } catch (IOException e) {
            throw new TestAbortedException(
                    "the kernels are not tested on the host: there is no " + COMPILER + "; install it to run this", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TestAbortedException("interrupted", e);
        }
    }

    /** Makes a shared library; fails with what the compiler says. */
    public static void run(Path folder, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(COMPILER);
        command.addAll(OPTIONS);
        command.addAll(arguments);
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes());
            if (process.waitFor() != 0) {
                throw new AssertionError(String.join(" ", command) + " in " + folder + ":\n" + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
