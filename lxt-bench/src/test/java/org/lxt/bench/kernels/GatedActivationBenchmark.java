// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.bench.kernels;

import java.util.concurrent.TimeUnit;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.kernel.Activation;
import org.lxt.tensor.backend.memory.Buffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The gate of a LLaMA's MLP: {@code silu(gate) * value}, and its gradient under AttnLRP. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {
            "--add-modules=jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow"
        })
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class GatedActivationBenchmark {
    /** Tokens. */
    @Param({"128", "512", "2048"})
    public int rows;

    /** Width of the MLP. */
    @Param("8192")
    public int columns;

    /** Threads that compute; 0 for one per processor. */
    @Param("0")
    public int threads;

    private Device device;
    private Buffer gate;
    private Buffer value;
    private Buffer activated;
    private Buffer y;
    private Buffer g;
    private Buffer half;
    private Buffer gGate;
    private Buffer gValue;
    private double matrix;

    @Setup
    public void open() {
        device = new Device(threads);
        int size = rows * columns;
        gate = device.random(size);
        value = device.random(size);
        activated = device.zeros(size);
        y = device.zeros(size);
        g = device.random(size);
        half = device.zeros(size);
        gGate = device.zeros(size);
        gValue = device.zeros(size);
        matrix = (double) size * device.backend().computeType().bytes();
        device.backend().elements().activation(Activation.SILU, activated, gate, size);
    }

    @TearDown
    public void close() {
        device.close();
    }

    /** Reads gate and value, writes the activated gate and the product. */
    @Benchmark
    public double forward(Traffic done) {
        Backend backend = device.backend();
        long size = (long) rows * columns;
        backend.elements().activation(Activation.SILU, activated, gate, size);
        backend.elements().multiply(y, activated, value, null, rows, columns);
        done.add(4 * matrix);
        return device.await(y);
    }

    /** Half to each factor, then the identity rule: reads four matrices and writes two. */
    @Benchmark
    public double backward(Traffic done) {
        Backend backend = device.backend();
        backend.elements().scale(half, g, 0.5, (long) rows * columns);
        backend.elements().multiply(gValue, half, activated, null, rows, columns);
        backend.elements().multiply(gGate, half, value, null, rows, columns);
        backend.elements().secantGradient(gGate, gGate, gate, activated, null, 1e-10, rows, columns);
        done.add(6 * matrix);
        return device.await(gGate);
    }
}
