package org.lxt.cli;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.BackendProvider;
import org.lxt.tensor.backend.Backends;
import picocli.CommandLine.Option;

/** Options about what computes. */
final class ComputeOptions {
    @Option(
            names = "--backend",
            paramLabel = "NAME",
            completionCandidates = BackendNames.class,
            description = "Compute with this backend and no other: vector, scalar or scalar-f64.")
    @Nullable
    String backend;

    @Option(
            names = "--threads",
            paramLabel = "N",
            converter = ThreadCount.class,
            description = "Compute with N threads; by default one for each processor.")
    int threads = Runtime.getRuntime().availableProcessors();

    /** For the shell to complete. */
    static final class BackendNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Backends.providers().stream().map(BackendProvider::name).iterator();
        }
    }
}
