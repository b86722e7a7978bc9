// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.Availability;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.BackendOptions;
import org.lxt.tensor.backend.BackendProvider;
import org.lxt.tensor.backend.memory.BackendMemoryException;

/**
 * Lets memory run out at every place in turn: while a model is opened, at each load of a weight, at each allocation of a
 * computation. After each failure no more is live than before, and the next computation that gets all of its memory gives the
 * same numbers.
 */
public final class FailingMemory {
    /** What runs on the device: a loaded model and a question to it. */
    public interface Subject extends AutoCloseable {
        /** Computes; the same numbers each time. */
        double[] run();

        /** Gives back what it loaded. */
        @Override
        void close();

        /** A subject from its two parts. */
        static Subject of(Supplier<double[]> run, Runnable close) {
            return new Subject() {
                @Override
                public double[] run() {
                    return run.get();
                }

                @Override
                public void close() {
                    close.run();
                }
            };
        }
    }

    /** A provider of stand-in devices that keeps the last one within reach. */
    private static final class Provider implements BackendProvider {
        /** The allocation that fails, of each device that is made; 0 for none. */
        private long failing;

        private @Nullable StandInDevice device;

        @Override
        public String name() {
            return "failing";
        }

        @Override
        public Availability availability() {
            return Availability.yes("a test");
        }

        @Override
        public int priority() {
            return -1;
        }

        @Override
        public Backend create(BackendOptions options) {
            device = StandInDevice.open();
            device.failAllocation(failing);
            return device;
        }

        StandInDevice device() {
            return Objects.requireNonNull(device);
        }
    }

    /** Of so many allocations that fail, one is followed by a whole computation; after the others the next one fails. */
    private static final int RECOVERIES = 5;

    private final Function<BackendProvider, Subject> opener;
    private final Provider provider = new Provider();

    private FailingMemory(Function<BackendProvider, Subject> opener) {
        this.opener = opener;
    }

    /** Checks a subject, given how it is opened. */
    public static void check(Function<BackendProvider, Subject> opener) {
        new FailingMemory(opener).check();
    }

    /** Checks what is opened and closed and computes. */
    public static <T> void check(Function<BackendProvider, T> open, Function<T, double[]> run, Consumer<T> close) {
        check(provider -> {
            T opened = open.apply(provider);
            return Subject.of(() -> run.apply(opened), () -> close.accept(opened));
        });
    }

    private void check() {
        double[] expected;
        long opening;
        long loads;
        try (Subject subject = opener.apply(provider)) {
            StandInDevice device = provider.device();
            opening = device.allocations();
            long loaded = device.weightLoads();
            int before = device.liveBuffers();
            expected = subject.run();
            assertThat(expected).isNotEmpty();
            loads = device.weightLoads() - loaded;
            assertThat(device.liveBuffers()).isEqualTo(before);
            everyAllocation(subject, expected, device);
            everyIndex(subject, expected, device);
            assertThat(device.weightLoads() - loaded)
                    .as("weights are loaded once")
                    .isEqualTo(loads);
        }
        nothingIsLeft();
        everyLoad(expected, loads);
        everyAllocationOfOpening(opening);
    }

    private static void everyAllocation(Subject subject, double[] expected, StandInDevice device) {
        long first = device.allocations();
        int before = device.liveBuffers();
        int weights = device.liveWeights();
        assertThat(subject.run()).isEqualTo(expected);
        long count = device.allocations() - first;
        assertThat(count).as("allocations").isPositive();
        for (long n = 1; n <= count; n++) {
            device.failAllocation(n);
            assertThatThrownBy(subject::run).as("allocation %d", n).isInstanceOf(BackendMemoryException.class);
            assertThat(device.liveBuffers())
                    .as("buffers after allocation %d", n)
                    .isEqualTo(before);
            assertThat(device.liveWeights()).isEqualTo(weights);
            if (n % RECOVERIES == 0 || n == count) {
                assertThat(subject.run()).as("after allocation %d", n).isEqualTo(expected);
            }
        }
        assertThat(device.liveBuffers()).isEqualTo(before);
    }

    private static void everyIndex(Subject subject, double[] expected, StandInDevice device) {
        long first = device.indexLoads();
        int before = device.liveBuffers();
        int indices = device.liveIndices();
        assertThat(subject.run()).isEqualTo(expected);
        long count = device.indexLoads() - first;
        for (long n = 1; n <= count; n++) {
            device.failIndexLoad(n);
            assertThatThrownBy(subject::run).as("index %d", n).isInstanceOf(BackendMemoryException.class);
            assertThat(device.liveBuffers()).as("buffers after index %d", n).isEqualTo(before);
            assertThat(device.liveIndices()).as("indices after index %d", n).isEqualTo(indices);
        }
        assertThat(subject.run()).as("after all").isEqualTo(expected);
    }

    private void everyLoad(double[] expected, long loads) {
        for (long n = 1; n <= loads; n++) {
            try (Subject subject = opener.apply(provider)) {
                StandInDevice device = provider.device();
                int before = device.liveBuffers();
                device.failLoad(n);
                assertThatThrownBy(subject::run).as("load %d", n).isInstanceOf(BackendMemoryException.class);
                assertThat(device.liveBuffers()).as("buffers after load %d", n).isEqualTo(before);
                assertThat(subject.run()).as("after load %d", n).isEqualTo(expected);
            }
            nothingIsLeft();
        }
    }

    private void everyAllocationOfOpening(long count) {
        for (long n = 1; n <= count; n++) {
            provider.failing = n;
            assertThatThrownBy(() -> opener.apply(provider))
                    .as("allocation %d while opening", n)
                    .isInstanceOf(BackendMemoryException.class);
            nothingIsLeft();
        }
        provider.failing = 0;
    }

    private void nothingIsLeft() {
        assertThat(provider.device().liveBuffers()).as("buffers at the end").isZero();
        assertThat(provider.device().liveWeights()).as("weights at the end").isZero();
        assertThat(provider.device().liveIndices()).as("indices at the end").isZero();
    }
}
