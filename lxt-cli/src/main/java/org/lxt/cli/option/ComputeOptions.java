package org.lxt.cli.option;

import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lxt.cli.input.WrongUse;
import org.lxt.tensor.backend.BackendProvider;
import org.lxt.tensor.backend.Backends;
import picocli.CommandLine.Option;

/** Options about what computes. */
public final class ComputeOptions {
    @Option(
            names = "--backend",
            paramLabel = "NAME",
            completionCandidates = BackendNames.class,
            description = "Compute with this backend and no other: vector, scalar or scalar-f64.")
    @Nullable
    public String backend;

    @Option(
            names = "--threads",
            paramLabel = "N",
            converter = ThreadCount.class,
            description = "Compute with N threads; by default one for each processor.")
    public int threads = Runtime.getRuntime().availableProcessors();

    /** Refuses a backend that there is not; whether one can be used here is another question. */
    public void require(List<BackendProvider> backends) {
        List<String> names = backends.stream().map(BackendProvider::name).toList();
        if (backend != null && !names.contains(backend)) {
            throw new WrongUse("there is no backend '" + backend + "'; there are: " + String.join(", ", names));
        }
    }

    /** For the shell to complete. */
    static final class BackendNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Backends.providers().stream().map(BackendProvider::name).iterator();
        }
    }
}
