// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.bench.kernels;

import static org.lxt.tensor.ops.Operations.layerNorm;
import static org.lxt.tensor.ops.Operations.rmsNorm;

import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.lxt.tensor.ScopeOptions;
import org.lxt.tensor.Shape;
import org.lxt.tensor.Tensor;
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

/** Norms, forward: backward, a rule makes of them a product with a vector. */
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
public class NormBenchmark {
    /** Tokens. */
    @Param({"128", "512", "2048"})
    public int rows;

    /** Hidden size. */
    @Param({"768", "2048"})
    public int columns;

    /** Threads that compute; 0 for one per processor. */
    @Param("0")
    public int threads;

    private Device device;
    private org.lxt.tensor.Scope values;
    private Tensor x;
    private Tensor weight;
    private Tensor bias;
    private double bytes;

    @Setup
    public void open() {
        device = new Device(threads);
        values = org.lxt.tensor.Scope.open(device.backend(), ScopeOptions.PLAIN);
        x = random(Shape.of(rows, columns));
        weight = random(Shape.of(columns));
        bias = random(Shape.of(columns));
        bytes = 2.0 * rows * columns * device.backend().computeType().bytes();
    }

    private Tensor random(Shape shape) {
        return values.constant(shape, device.numbers(Math.toIntExact(shape.size())));
    }

    @TearDown
    public void close() {
        values.close();
        device.close();
    }

    @Benchmark
    public double rms(Traffic done) {
        return run(done, own -> rmsNorm(own, weight, 0, 1e-5, true));
    }

    @Benchmark
    public double layer(Traffic done) {
        return run(done, own -> layerNorm(own, weight, bias, 1e-12, true));
    }

    private double run(Traffic done, UnaryOperator<Tensor> norm) {
        try (org.lxt.tensor.Scope pass = org.lxt.tensor.Scope.open(device.backend(), ScopeOptions.PLAIN)) {
            Tensor y = norm.apply(pass.watch(x));
            done.add(bytes);
            return device.await(y.buffer());
        }
    }
}
