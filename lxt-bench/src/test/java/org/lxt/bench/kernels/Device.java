// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.bench.kernels;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.BackendOptions;
import org.lxt.tensor.backend.Backends;
import org.lxt.tensor.backend.memory.Buffer;

/** A backend with what a benchmark needs around it: buffers full of numbers, and waiting until a result is there. */
final class Device implements AutoCloseable {
    private final Backend backend;
    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    private final double[] one = new double[1];

    /**
     * Opens the backend that a user would get.
     *
     * @param threads threads that compute; 0 for one per processor
     */
    Device(int threads) {
        backend = Backends.best(threads == 0 ? BackendOptions.defaults() : new BackendOptions(threads));
        // a figure means little without it
        System.out.println("# Backend: " + backend.description());
    }

    Backend backend() {
        return backend;
    }

    /** Values between -1 and 1. */
    Buffer random(int size) {
        Buffer buffer = backend.allocate(size);
        backend.write(buffer, numbers(size));
        return buffer;
    }

    /** The same on the host. */
    double[] numbers(int size) {
        return random.doubles(size, -1, 1).toArray();
    }

    /** Memory for a result, already touched. */
    Buffer zeros(int size) {
        Buffer buffer = backend.allocate(size);
        backend.fill(buffer, 0, size);
        return buffer;
    }

    /** Operations may complete later: reading waits for them. */
    double await(Buffer result) {
        backend.read(result, 0, one);
        return one[0];
    }

    @Override
    public void close() {
        backend.close();
    }
}
