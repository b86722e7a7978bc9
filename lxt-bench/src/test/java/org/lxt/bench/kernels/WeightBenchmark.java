// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.bench.kernels;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.Index;
import org.lxt.tensor.weight.Encoding;
import org.lxt.tensor.weight.WeightData;
import org.lxt.tensor.weight.WeightHandle;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Weights on their way from a checkpoint to a number. */
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
public class WeightBenchmark {
    private static final int ROWS = 8192;
    private static final int COLUMNS = 2048;

    /** How the weight is stored. */
    @Param({"BF16", "F16", "F32"})
    public Encoding weight = Encoding.BF16;

    /** Threads that compute; 0 for one per processor. */
    @Param("0")
    public int threads;

    private Device device;
    private Buffer x;
    private Buffer y;
    private Buffer decoded;
    private Index rows;
    private double bytes;

    @Setup
    public void open() {
        device = new Device(threads);
        x = device.random(COLUMNS);
        y = device.zeros(ROWS);
        decoded = device.zeros(ROWS * COLUMNS);
        rows = device.backend().loadIndex(IntStream.range(0, ROWS).toArray());
        bytes = StoredWeight.bytes(weight, ROWS, COLUMNS);
    }

    @TearDown
    public void close() {
        device.close();
    }

    /** Weights that are in memory. */
    @State(Scope.Benchmark)
    public static class InMemory {
        private StoredWeight stored;

        @Setup
        public void open(WeightBenchmark benchmark) {
            stored = new StoredWeight(benchmark.device.backend(), benchmark.weight, ROWS, COLUMNS);
        }

        @TearDown
        public void close() {
            stored.close();
        }
    }

    /** A file mapped anew for each call: the system has its pages, this process has not. */
    @State(Scope.Benchmark)
    public static class Mapped {
        private Path file;
        private Arena arena;
        private WeightHandle handle;

        @Setup
        public void write(WeightBenchmark benchmark) throws IOException {
            file = Files.createTempFile("weight", ".bin");
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
                    Arena writing = Arena.ofConfined()) {
                MemorySegment all = channel.map(FileChannel.MapMode.READ_WRITE, 0, (long) benchmark.bytes, writing);
                StoredWeight.fill(all, benchmark.weight, (long) ROWS * COLUMNS);
            }
        }

        @Setup(Level.Invocation)
        public void map(WeightBenchmark benchmark) throws IOException {
            arena = Arena.ofShared();
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                MemorySegment all = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
                handle = benchmark
                        .device
                        .backend()
                        .loadWeight(new WeightData(all, benchmark.weight, 0, ROWS, COLUMNS, COLUMNS, 1));
            }
        }

        @TearDown(Level.Invocation)
        public void unmap(WeightBenchmark benchmark) {
            benchmark.device.backend().freeWeight(handle);
            arena.close();
        }

        @TearDown
        public void delete() throws IOException {
            Files.delete(file);
        }
    }

    /** All rows, decoded: counts what is read as stored and written as decoded. */
    @Benchmark
    public double decode(InMemory memory, Traffic done) {
        Backend backend = device.backend();
        backend.matrices().weightRows(decoded, memory.stored.next(), rows);
        done.add(bytes + (double) ROWS * COLUMNS * backend.computeType().bytes());
        return device.await(decoded);
    }

    /** One row times a weight that this process has never read: counts the stored bytes. */
    @Benchmark
    public double firstTouch(Mapped mapped, Traffic done) {
        Backend backend = device.backend();
        backend.matrices().linear(y, x, 1, mapped.handle);
        done.add(bytes);
        return device.await(y);
    }
}
