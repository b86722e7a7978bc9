// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.option.compute;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lxt.cli.input.WrongUse;
import org.lxt.explain.ExplainerBuilder;
import org.lxt.tensor.backend.BackendOptions;
import org.lxt.tensor.backend.BackendProvider;
import org.lxt.tensor.backend.Backends;
import org.lxt.tensor.backend.DeviceOptions;
import org.lxt.tensor.backend.Precision;
import org.lxt.tensor.processor.KernelProvider;
import org.lxt.tensor.processor.choice.KernelChoice;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options for what computes. */
public final class ComputeOptions {
    @Option(
            names = "--backend",
            paramLabel = "NAME",
            completionCandidates = BackendNames.class,
            description =
                    "Compute with this backend and no other: vector, scalar, scalar-f64 or that of a plugin; where it has"
                            + " several devices, NAME:1 is the second.")
    @Nullable
    public String backend;

    @Option(
            names = "--threads",
            paramLabel = "N",
            converter = ThreadCount.class,
            description = "Compute with N threads; by default one for each processor.")
    public int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--kernels",
            paramLabel = "NAME",
            completionCandidates = KernelNames.class,
            description = "Let the vector backend use these kernels in addition to its own: avx512, avx2, for bf16"
                    + " amx or avx512-bf16, none for its own alone, or"
                    + " auto for the best that can run here, the default.")
    @Nullable
    private String kernels;

    @Mixin
    private DeviceChoice device = new DeviceChoice();

    @Mixin
    private PrecisionChoice precision = new PrecisionChoice();

    /** Refuses a backend that does not exist; whether it can be used here is another question. */
    public void require(List<BackendProvider> backends) {
        List<String> names = backends.stream().map(BackendProvider::name).toList();
        if (backend != null && !Backends.isNamed(backends, backend)) {
            throw new WrongUse("there is no backend '" + backend + "'; there are: " + String.join(", ", names));
        }
    }

    /** Chooses what they say. */
    public void applyTo(ExplainerBuilder builder) {
        builder.threads(threads).device(device.options()).precision(precision.precision());
        if (backend != null) {
            builder.backend(backend);
        }
        kernels().ifPresent(builder::kernels);
    }

    /** The kernels that are asked for by name. */
    public Optional<String> kernels() {
        if (kernels == null) {
            return Optional.empty();
        }
        if (backend != null && !backend.equals("vector")) {
            throw new WrongUse("--kernels is for the backend vector, not for " + backend);
        }
        List<String> names = new ArrayList<>();
        new KernelNames().forEach(names::add);
        if (!names.contains(kernels)) {
            throw new WrongUse("there are no kernels '" + kernels + "'; there are: " + String.join(", ", names));
        }
        return Optional.of(kernels);
    }

    /** What is asked of a device. */
    public DeviceOptions device() {
        return device.options();
    }

    /** In which precision products with weights are computed. */
    public Precision precision() {
        return precision.precision();
    }

    /** For the shell to complete. */
    static final class KernelNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Stream.concat(
                            KernelChoice.providers().stream().map(KernelProvider::name),
                            Stream.of(BackendOptions.BEST_KERNELS, BackendOptions.NO_KERNELS))
                    .iterator();
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
