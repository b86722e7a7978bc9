// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.bench.kernels;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntToDoubleFunction;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;
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

/** What the machine gives to Java at best: no kernel of ours, but the roof over all of them. */
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
public class MachineBenchmark {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Long> N = LongVector.SPECIES_PREFERRED;
    private static final int STEPS = 1_000_000;
    private static final int SUMS = 12;

    /** More than caches hold, for each thread. */
    private static final long BYTES = 256L << 20;

    /** Threads that compute; 0 for one per processor. */
    @Param("0")
    public int threads;

    private ExecutorService pool;
    private final List<Arena> arenas = new ArrayList<>();
    private final List<MemorySegment> memory = new ArrayList<>();
    private float[] factors;

    @Setup
    public void open() {
        threads = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
        pool = Executors.newFixedThreadPool(threads);
        factors = new float[F.length() * (SUMS + 2)];
        for (int i = 0; i < factors.length; i++) {
            factors[i] = 0.5f + 1e-3f * i;
        }
        for (int i = 0; i < threads; i++) {
            Arena arena = Arena.ofShared();
            arenas.add(arena);
            MemorySegment segment = arena.allocate(BYTES, 64);
            segment.fill((byte) 1);
            memory.add(segment);
        }
    }

    @TearDown
    public void close() {
        pool.shutdown();
        arenas.forEach(Arena::close);
    }

    /** Multiply-adds on registers alone, in as many sums as hide their latency. */
    @Benchmark
    public double multiplyAdd(Arithmetic done) throws InterruptedException {
        double result = onAll(i -> sums(factors, STEPS));
        done.add(2.0 * STEPS * SUMS * F.length() * threads);
        return result;
    }

    /** Memory read from one end to the other. */
    @Benchmark
    public double read(Traffic done) throws InterruptedException {
        double result = onAll(i -> total(memory.get(i)));
        done.add((double) BYTES * threads);
        return result;
    }

    private double onAll(IntToDoubleFunction work) throws InterruptedException {
        List<Future<Double>> parts = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int part = i;
            parts.add(pool.submit(() -> work.applyAsDouble(part)));
        }
        double result = 0;
        for (Future<Double> part : parts) {
            try {
                result += part.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
        return result;
    }

    private static double sums(float[] f, int steps) {
        int n = F.length();
        FloatVector x = FloatVector.fromArray(F, f, 0);
        // each sum is what is added to, as the instruction has it: where it is a factor, every step copies a register
        FloatVector y = FloatVector.fromArray(F, f, 13 * n);
        FloatVector s0 = FloatVector.fromArray(F, f, n);
        FloatVector s1 = FloatVector.fromArray(F, f, 2 * n);
        FloatVector s2 = FloatVector.fromArray(F, f, 3 * n);
        FloatVector s3 = FloatVector.fromArray(F, f, 4 * n);
        FloatVector s4 = FloatVector.fromArray(F, f, 5 * n);
        FloatVector s5 = FloatVector.fromArray(F, f, 6 * n);
        FloatVector s6 = FloatVector.fromArray(F, f, 7 * n);
        FloatVector s7 = FloatVector.fromArray(F, f, 8 * n);
        FloatVector s8 = FloatVector.fromArray(F, f, 9 * n);
        FloatVector s9 = FloatVector.fromArray(F, f, 10 * n);
        FloatVector sa = FloatVector.fromArray(F, f, 11 * n);
        FloatVector sb = FloatVector.fromArray(F, f, 12 * n);
        for (int i = 0; i < steps; i++) {
            s0 = x.fma(y, s0);
            s1 = x.fma(y, s1);
            s2 = x.fma(y, s2);
            s3 = x.fma(y, s3);
            s4 = x.fma(y, s4);
            s5 = x.fma(y, s5);
            s6 = x.fma(y, s6);
            s7 = x.fma(y, s7);
            s8 = x.fma(y, s8);
            s9 = x.fma(y, s9);
            sa = x.fma(y, sa);
            sb = x.fma(y, sb);
        }
        FloatVector all = s0.add(s1)
                .add(s2)
                .add(s3)
                .add(s4)
                .add(s5)
                .add(s6)
                .add(s7)
                .add(s8)
                .add(s9)
                .add(sa)
                .add(sb);
        return all.lane(0);
    }

    private static double total(MemorySegment s) {
        int step = N.vectorByteSize();
        // loads, because sums that start as one shared zero are boxed
        LongVector t0 = LongVector.fromMemorySegment(N, s, 0, ByteOrder.nativeOrder());
        LongVector t1 = LongVector.fromMemorySegment(N, s, step, ByteOrder.nativeOrder());
        LongVector t2 = LongVector.fromMemorySegment(N, s, 2L * step, ByteOrder.nativeOrder());
        LongVector t3 = LongVector.fromMemorySegment(N, s, 3L * step, ByteOrder.nativeOrder());
        for (long at = 0; at < s.byteSize(); at += 4L * step) {
            t0 = t0.add(LongVector.fromMemorySegment(N, s, at, ByteOrder.nativeOrder()));
            t1 = t1.add(LongVector.fromMemorySegment(N, s, at + step, ByteOrder.nativeOrder()));
            t2 = t2.add(LongVector.fromMemorySegment(N, s, at + 2L * step, ByteOrder.nativeOrder()));
            t3 = t3.add(LongVector.fromMemorySegment(N, s, at + 3L * step, ByteOrder.nativeOrder()));
        }
        return t0.add(t1).add(t2).add(t3).lane(0) + s.get(ValueLayout.JAVA_BYTE, 0);
    }
}
