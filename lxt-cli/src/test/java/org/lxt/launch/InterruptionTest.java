// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.lxt.report.json.ReportJson;

/** Ctrl-C while the model computes. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class InterruptionTest {
    @TempDir
    Path folder;

    /** Who is started in the background of a shell without job control, as by {@code nohup}, ignores Ctrl-C; so do its children. */
    private static boolean interruptsAreIgnored() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return false;
        }
        String ignored = Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .findFirst()
                .orElseThrow();
        return (Long.parseUnsignedLong(ignored.substring("SigIgn:".length()).strip(), 16) & 2) != 0;
    }

    @Test
    void anInterruptedRunEndsAtOnceAndLeavesWholeLinesAndNothingElse() throws Exception {
        assumeFalse(interruptsAreIgnored(), "whoever runs these tests ignores interrupts, and processes inherit that");
        Path prompts = Files.write(folder.resolve("p.txt"), Collections.nCopies(5000, "Lars likes beans. ".repeat(20)));
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        Path out = folder.resolve("out.jsonl");
        Process process = start(
                temporary,
                List.of("explain", "--prompts", prompts.toString(), "--json", out.toString(), "--backend", "scalar"));
        try {
            // It computes when the first results are there.
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (!Files.exists(out) && process.isAlive() && System.nanoTime() < end) {
                Thread.sleep(50);
            }
            assertThat(process.isAlive()).isTrue();
            assertThat(out).exists();
            Thread.sleep(300);
            long before = System.nanoTime();
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                    .start()
                    .waitFor();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before))
                    .isLessThan(3000);
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isEqualTo(130);
        String err = Files.readString(folder.resolve("err"));
        assertThat(err.lines().filter(l -> !l.startsWith("WARNING"))).isEmpty();
        assertThat(Files.readString(folder.resolve("std"))).isEmpty();
        assertThat(Files.readString(out)).endsWith("\n");
        assertThat(Files.readAllLines(out))
                .hasSizeBetween(1, 4999)
                .allMatch(line -> ReportJson.parse(line).explained().size() == 1);
        assertThat(files(folder)).noneMatch(f -> f.toString().endsWith(".tmp"));
        assertThat(files(temporary)).isEmpty();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        }
    }

    private Process start(Path temporary, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-XX:-UsePerfData",
                "--add-modules=jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                "org.lxt.cli.Main"));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "LXT_DEBUG"));
        return builder.redirectOutput(folder.resolve("std").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
    }
}
