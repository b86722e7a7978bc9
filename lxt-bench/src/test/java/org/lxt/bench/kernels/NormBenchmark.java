package org.lxt.bench.kernels;

import java.util.concurrent.TimeUnit;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.Buffer;
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
        jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "--sun-misc-unsafe-memory-access=allow"})
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
    private Buffer x;
    private Buffer y;
    private Buffer weight;
    private Buffer bias;
    private Buffer mean;
    private Buffer inverse;
    private double bytes;

    @Setup
    public void open() {
        device = new Device(threads);
        x = device.random(rows * columns);
        y = device.zeros(rows * columns);
        weight = device.random(columns);
        bias = device.random(columns);
        mean = device.zeros(rows);
        inverse = device.zeros(rows);
        bytes = 2.0 * rows * columns * device.backend().computeType().bytes();
    }

    @TearDown
    public void close() {
        device.close();
    }

    @Benchmark
    public double rms(Traffic done) {
        Backend backend = device.backend();
        backend.rmsNorm(y, inverse, x, weight, 0, 1e-5, rows, columns);
        done.add(bytes);
        return device.await(y);
    }

    @Benchmark
    public double layer(Traffic done) {
        Backend backend = device.backend();
        backend.layerNorm(y, mean, inverse, x, weight, bias, 1e-12, rows, columns);
        done.add(bytes);
        return device.await(y);
    }
}
