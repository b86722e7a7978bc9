// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.bench.compare;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

/**
 * Where and when was measured: without it no figure means anything.
 *
 * @param date UTC
 * @param cpu the processor's name
 * @param processors that this process may use
 * @param loadBefore processes that wanted to run in the last minute, before the first round; negative if unknown
 * @param loadAfter after the last round; ours and theirs are among them
 * @param jdk of this process, which is that of {@code ./lxt}
 */
record Machine(String date, String cpu, int processors, double loadBefore, double loadAfter, String jdk) {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    static Machine here(double loadBefore) {
        return new Machine(
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                cpuName(),
                Runtime.getRuntime().availableProcessors(),
                loadBefore,
                load(),
                System.getProperty("java.vendor") + " " + Runtime.version());
    }

    static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private static String cpuName() {
        String architecture = System.getProperty("os.arch");
        if (!Files.isReadable(CPU_INFO)) {
            return architecture;
        }
        try (Stream<String> lines = Files.lines(CPU_INFO)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(architecture);
        } catch (IOException e) {
            return architecture;
        }
    }
}
