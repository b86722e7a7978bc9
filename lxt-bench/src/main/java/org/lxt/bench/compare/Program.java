// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.bench.compare;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.lxt.json.Dialect;
import org.lxt.json.JsonReader;
import tools.jackson.databind.JsonNode;

/**
 * A program that explains a prompt some times and prints a line of JSON for each, then one about itself.
 *
 * @param name what the comparison calls it
 * @param command as typed into a shell
 */
record Program(String name, String command) {
    private static final long MOST_CHARACTERS = 64_000_000;

    /**
     * Runs it to its end. Its error output goes where ours goes.
     *
     * @param skip how many of its repeats will not be counted; it must print more than that
     * @throws CompareException if it fails, or prints anything else
     */
    ProgramRun run(int skip) {
        List<Repeat> repeats = new ArrayList<>();
        JsonNode summary = null;
        int code;
        double toFirst = 0;
        long start = System.nanoTime();
        try {
            Process process = new ProcessBuilder("/bin/sh", "-c", command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            process.getOutputStream().close();
            // Who interrupts the comparison wants none of its programs to go on.
            Thread stop = new Thread(() -> stop(process));
            Runtime.getRuntime().addShutdownHook(stop);
            try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    JsonNode node = line.startsWith("{") ? parse(line) : null;
                    if (node != null && node.has("total_s")) {
                        if (repeats.isEmpty()) {
                            toFirst = (System.nanoTime() - start) / 1e9;
                        }
                        repeats.add(repeat(node, line));
                    } else if (node != null) {
                        summary = node;
                    }
                }
                code = process.waitFor();
            } finally {
                stop(process);
                forget(stop);
            }
        } catch (IOException e) {
            throw new CompareException(name + " could not be run: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompareException(name + " was interrupted");
        }
        return checked(code, toFirst, repeats, summary, skip);
    }

    private ProgramRun checked(int code, double toFirst, List<Repeat> repeats, @Nullable JsonNode summary, int skip) {
        if (code != 0) {
            throw new CompareException(name + " failed with exit code " + code + ": " + command);
        }
        if (repeats.size() <= skip) {
            throw new CompareException(name + " printed " + repeats.size() + " lines with \"total_s\", of which " + skip
                    + " are skipped: none is left; let it repeat more often or skip fewer");
        }
        if (summary == null) {
            throw new CompareException(name + " printed no last line of JSON about itself, such as {\"load_s\": 1.5}");
        }
        return new ProgramRun(toFirst, List.copyOf(repeats), summary);
    }

    private JsonNode parse(String line) {
        return JsonReader.of(
                        Dialect.PYTHON,
                        MOST_CHARACTERS,
                        (source, problem) -> new CompareException(
                                source + " printed a line that begins like JSON and " + problem.what() + ": " + line))
                .tree(name, line);
    }

    private Repeat repeat(JsonNode node, String line) {
        return new Repeat(
                part(node, "forward_s", line), part(node, "backward_s", line), seconds(node, "total_s", line));
    }

    private OptionalDouble part(JsonNode node, String key, String line) {
        return node.has(key) ? OptionalDouble.of(seconds(node, key, line)) : OptionalDouble.empty();
    }

    private double seconds(JsonNode node, String key, String line) {
        JsonNode value = node.path(key);
        if (!value.isNumber() || !(value.asDouble() > 0)) {
            throw new CompareException(name + " printed a repeat without a positive number \"" + key + "\": " + line);
        }
        return value.asDouble();
    }

    private static void stop(Process process) {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // shutting down: the hook is about to run, which does no harm
        }
    }
}
