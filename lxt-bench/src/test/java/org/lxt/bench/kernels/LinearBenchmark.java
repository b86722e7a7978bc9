// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.bench.kernels;

import java.util.concurrent.TimeUnit;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.weight.Encoding;
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

/** Linear layers of LLaMA 3.2 1B, GPT-2, BERT base and ViT-B/16, forward and backward. */
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
public class LinearBenchmark {
    /** Inputs and outputs of the layer. */
    @Param({"2048x2048", "2048x512", "2048x8192", "8192x2048", "768x768", "768x2304", "768x3072", "3072x768"})
    public String layer = "";

    /** Rows of the activations: tokens, for all prompts and targets together. */
    @Param({"1", "16", "128", "512", "2048"})
    public int rows;

    /** How the weight is stored. */
    @Param({"BF16", "F32"})
    public Encoding weight = Encoding.BF16;

    /** Threads that compute; 0 for one per processor. */
    @Param("0")
    public int threads;

    private Device device;
    private StoredWeight stored;
    private Buffer inputs;
    private Buffer outputs;
    private double operations;

    @Setup
    public void open() {
        String[] sizes = layer.split("x", -1);
        int in = Integer.parseInt(sizes[0]);
        int out = Integer.parseInt(sizes[1]);
        device = new Device(threads);
        stored = new StoredWeight(device.backend(), weight, out, in);
        inputs = device.random(rows * in);
        outputs = device.random(rows * out);
        operations = 2.0 * rows * in * out;
    }

    @TearDown
    public void close() {
        stored.close();
        device.close();
    }

    @Benchmark
    public double forward(Arithmetic done) {
        Backend backend = device.backend();
        backend.matrices().linear(outputs, inputs, rows, stored.next());
        done.add(operations);
        return device.await(outputs);
    }

    @Benchmark
    public double backward(Arithmetic done) {
        Backend backend = device.backend();
        backend.matrices().linearGradient(inputs, outputs, rows, stored.next());
        done.add(operations);
        return device.await(inputs);
    }
}
