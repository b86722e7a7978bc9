// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.bench.kernels;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.lxt.tensor.backend.kernel.AttentionKernels;
import org.lxt.tensor.backend.kernel.AttentionPlan;
import org.lxt.tensor.backend.kernel.Band;
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

/** Attention of one layer over one prompt. */
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
public class AttentionBenchmark {
    /** Whose heads. */
    @Param({"LLAMA_1B", "BERT_BASE"})
    public HeadLayout heads = HeadLayout.LLAMA_1B;

    /** Length of the prompt. */
    @Param({"128", "512", "2048"})
    public int tokens;

    /** Threads that compute; 0 for one per processor. */
    @Param("0")
    public int threads;

    private Device device;
    private AttentionPlan plan;
    private Buffer q;
    private Buffer k;
    private Buffer v;
    private Buffer y;
    private Buffer g;
    private Buffer gq;
    private Buffer gk;
    private Buffer gv;
    private double product;

    /** Heads of a model. */
    public enum HeadLayout {
        /** 32 query heads, 8 key heads of 64, causal. */
        LLAMA_1B(32, 8, 64, true),
        /** 12 heads of 64 that see everything; ViT-B/16 has the same. */
        BERT_BASE(12, 12, 64, false);

        private final int heads;
        private final int keyHeads;
        private final int headSize;
        private final boolean causal;

        HeadLayout(int heads, int keyHeads, int headSize, boolean causal) {
            this.heads = heads;
            this.keyHeads = keyHeads;
            this.headSize = headSize;
            this.causal = causal;
        }
    }

    @Setup
    public void open() {
        Band band = new Band(0, heads.causal, Band.UNLIMITED);
        AttentionPlan.Block all = new AttentionPlan.Block(0, tokens, 0, tokens, band, 0, 0);
        double scale = 1 / Math.sqrt(heads.headSize);
        plan = new AttentionPlan(heads.heads, heads.keyHeads, heads.headSize, scale, List.of(all), tokens, tokens);
        device = new Device(threads);
        int width = tokens * heads.heads * heads.headSize;
        int keyWidth = tokens * heads.keyHeads * heads.headSize;
        q = device.random(width);
        k = device.random(keyWidth);
        v = device.random(keyWidth);
        y = device.zeros(width);
        g = device.random(width);
        gq = device.zeros(width);
        gk = device.zeros(keyWidth);
        gv = device.zeros(keyWidth);
        double pairs = heads.causal ? tokens * (tokens + 1.0) / 2 : (double) tokens * tokens;
        product = 2.0 * heads.heads * heads.headSize * pairs;
    }

    @TearDown
    public void close() {
        device.close();
    }

    /** Two products of the pairs that see each other. */
    @Benchmark
    public double forward(Arithmetic done) {
        AttentionKernels kernels =
                device.backend().kernels(AttentionKernels.class).orElseThrow();
        kernels.attention(y, q, k, v, plan);
        done.add(2 * product);
        return device.await(y);
    }

    /** As under AttnLRP, to queries, keys and values: five products, the scores computed again among them. */
    @Benchmark
    public double backward(Arithmetic done) {
        AttentionKernels kernels =
                device.backend().kernels(AttentionKernels.class).orElseThrow();
        kernels.attentionGradient(gq, gk, gv, null, g, q, k, v, plan);
        done.add(5 * product);
        return device.await(gq);
    }
}
