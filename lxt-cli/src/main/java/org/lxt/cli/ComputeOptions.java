package org.lxt.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options about what computes. */
final class ComputeOptions {
    @Option(
            names = "--backend",
            paramLabel = "NAME",
            description = "Compute with this backend and no other: vector, scalar or scalar-f64.")
    @Nullable
    String backend;

    @Option(
            names = "--threads",
            paramLabel = "N",
            converter = ThreadCount.class,
            description = "Compute with N threads; by default one for each processor.")
    int threads = Runtime.getRuntime().availableProcessors();
}
