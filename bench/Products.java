// SPDX-License-Identifier: BSD-3-Clause
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.BackendOptions;
import org.lxt.tensor.backend.Backends;
import org.lxt.tensor.backend.Precision;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.DType;
import org.lxt.tensor.weight.Encoding;
import org.lxt.tensor.weight.WeightData;
import org.lxt.tensor.weight.WeightHandle;

/**
 * Products of float32 activations with a weight of 8192 x 2048, or of {@code --shape}, so many weights in turn that no cache holds
 * them, GFLOP/s forward and backward for each number of rows: the best of seven rounds. With {@code --first} the milliseconds of a
 * process's first product instead, for one number of rows.
 */
final class Products {
    /** Elements of all weights. */
    private static final int ELEMENTS = 1 << 27;

    private static final int ROUNDS = 7;

    private String kernels = BackendOptions.BEST_KERNELS;
    private int outputs = 8192;
    private int inputs = 2048;
    private Encoding encoding = Encoding.BF16;
    private Precision precision = Precision.FLOAT32;
    private int threads = 1;
    private boolean byClock;
    private boolean first;
    private final List<Integer> rows = new ArrayList<>();

    private Backend backend;
    private final List<WeightHandle> weights = new ArrayList<>();
    private int next;

    public static void main(String[] args) {
        Products products = new Products();
        products.read(args);
        products.run();
    }

    private void read(String[] args) {
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--kernels" -> kernels = args[++i];
                case "--weight" -> encoding = Encoding.valueOf(args[++i].toUpperCase(Locale.ROOT));
                case "--shape" -> {
                    String[] sizes = args[++i].split("x", 2);
                    outputs = Integer.parseInt(sizes[0]);
                    inputs = Integer.parseInt(sizes[1]);
                }
                case "--precision" -> precision = Precision.valueOf(args[++i].toUpperCase(Locale.ROOT));
                case "--threads" -> threads = Integer.parseInt(args[++i]);
                case "--clock" -> byClock = true;
                case "--first" -> first = true;
                default -> rows.add(Integer.parseInt(args[i]));
            }
        }
        if (threads > 1) {
            byClock = true;
        }
    }

    private void run() {
        try (Arena arena = Arena.ofShared();
                Backend opened = Backends.named(
                        "vector", new BackendOptions(threads).withKernels(kernels).withPrecision(precision))) {
            backend = opened;
            for (int i = 0; i < (first ? 1 : Math.ceilDiv(ELEMENTS, outputs * inputs)); i++) {
                weights.add(backend.loadWeight(weight(arena, i)));
            }
            System.out.println(backend.description() + ", weights of " + outputs + " x " + inputs + " in " + encoding);
            for (int n : rows) {
                Buffer x = random(n * inputs);
                Buffer y = random(n * outputs);
                if (first) {
                    System.out.printf(
                            Locale.ROOT,
                            "%d rows: first product forward %.1f ms, backward %.1f ms%n",
                            n,
                            1e3 * seconds(() -> forward(y, x, n)),
                            1e3 * seconds(() -> backward(x, y, n)));
                } else {
                    System.out.printf(
                            Locale.ROOT,
                            "%d rows: forward %.0f GFLOP/s, backward %.0f%n",
                            n,
                            rate(n, () -> forward(y, x, n)),
                            rate(n, () -> backward(x, y, n)));
                }
                backend.free(x);
                backend.free(y);
            }
            weights.forEach(backend::freeWeight);
        }
    }

    private void forward(Buffer y, Buffer x, int n) {
        backend.matrices().linear(y, x, n, nextWeight());
    }

    private void backward(Buffer x, Buffer y, int n) {
        backend.matrices().linearGradient(x, y, n, nextWeight());
    }

    private WeightHandle nextWeight() {
        next = (next + 1) % weights.size();
        return weights.get(next);
    }

    private double rate(int n, Runnable product) {
        double each = 2.0 * n * inputs * outputs;
        int times = Math.max(4, (int) (4e9 / each));
        double[] rounds = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            rounds[i] = each * times / 1e9 / seconds(() -> {
                for (int k = 0; k < times; k++) {
                    product.run();
                }
            });
        }
        return Arrays.stream(rounds).max().orElseThrow();
    }

    private double seconds(Runnable work) {
        var thread = ManagementFactory.getThreadMXBean();
        long begun = byClock ? System.nanoTime() : thread.getCurrentThreadCpuTime();
        work.run();
        return ((byClock ? System.nanoTime() : thread.getCurrentThreadCpuTime()) - begun) / 1e9;
    }

    private Buffer random(int size) {
        Random random = new Random(size);
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = random.nextFloat() - 0.5f;
        }
        Buffer buffer = backend.allocate(size);
        backend.write(buffer, 0, MemorySegment.ofArray(values), DType.F32);
        return buffer;
    }

    private WeightData weight(Arena arena, int seed) {
        Random random = new Random(seed);
        long size = (long) outputs * inputs;
        MemorySegment segment = arena.allocate(encoding.bytes(size), 64);
        if (encoding.isBlocked()) {
            // none of its numbers, whatever the bytes are, is infinite
            byte[] bytes = new byte[(int) segment.byteSize()];
            random.nextBytes(bytes);
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] &= 0x37;
            }
            MemorySegment.copy(bytes, 0, segment, ValueLayout.JAVA_BYTE, 0, bytes.length);
            return new WeightData(segment, encoding, 0, outputs, inputs, inputs, 1);
        }
        for (long i = 0; i < size; i++) {
            float value = random.nextInt(255) / 1024f - 0.125f;
            switch (encoding) {
                case BF16 ->
                    segment.setAtIndex(
                            ValueLayout.JAVA_SHORT, i, (short) (Float.floatToRawIntBits(value) >>> 16));
                case F16 -> segment.setAtIndex(ValueLayout.JAVA_SHORT, i, Float.floatToFloat16(value));
                case F32 -> segment.setAtIndex(ValueLayout.JAVA_FLOAT, i, value);
                case F64 -> segment.setAtIndex(ValueLayout.JAVA_DOUBLE, i, value);
                default -> throw new IllegalStateException(encoding + " is in blocks");
            }
        }
        return new WeightData(segment, encoding, 0, outputs, inputs, inputs, 1);
    }
}
