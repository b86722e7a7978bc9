package org.lxt.tensor.scalar;

import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.BackendOptions;
import org.lxt.tensor.backend.kernel.Activation;
import org.lxt.tensor.backend.kernel.Band;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.DType;
import org.lxt.tensor.backend.memory.Index;
import org.lxt.tensor.backend.memory.MatrixView;
import org.lxt.tensor.host.HostBuffer;
import org.lxt.tensor.host.HostIndex;
import org.lxt.tensor.host.HostMemory;
import org.lxt.tensor.host.StoredWeight;
import org.lxt.tensor.host.Workers;
import org.lxt.tensor.weight.WeightData;
import org.lxt.tensor.weight.WeightHandle;

/**
 * Every kernel as its definition reads, in plain Java: the yardstick for the other backends, and what runs where they
 * cannot. Arithmetic is in double; only what is stored is rounded to the compute type.
 */
final class ScalarBackend extends ScalarReductions {
    private final String name;
    private final DType type;
    private final HostMemory memory;

    ScalarBackend(String name, DType type, BackendOptions options) {
        super(new Workers(options));
        this.name = name;
        this.type = type;
        this.memory = new HostMemory(type);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return name + " (plain Java, " + type + ", " + workers.threads() + " threads)";
    }

    @Override
    public DType computeType() {
        return type;
    }

    // ---- memory

    @Override
    public Buffer allocate(long size) {
        return memory.allocate(size);
    }

    @Override
    public void free(Buffer buffer) {
        memory.free(host(buffer));
    }

    @Override
    public void write(Buffer destination, double[] source) {
        HostBuffer d = host(destination);
        for (int i = 0; i < source.length; i++) {
            d.set(i, source[i]);
        }
    }

    @Override
    public void read(Buffer source, long offset, double[] destination) {
        HostBuffer s = host(source);
        for (int i = 0; i < destination.length; i++) {
            destination[i] = s.get(offset + i);
        }
    }

    @Override
    public Index loadIndex(int[] values) {
        return new HostIndex(values);
    }

    @Override
    public void freeIndex(Index index) {
        // the array is the caller's
    }

    @Override
    public void fill(Buffer destination, double value, long size) {
        HostBuffer d = host(destination);
        for (long i = 0; i < size; i++) {
            d.set(i, value);
        }
    }

    @Override
    public WeightHandle loadWeight(WeightData data) {
        return new StoredWeight(data);
    }

    @Override
    public void freeWeight(WeightHandle weight) {
        // nothing was made: the weight stays where it is stored
    }

    // ---- matrices

    @Override
    public void linear(Buffer y, Buffer x, int rows, WeightHandle weight) {
        ScalarMatrices.linear(host(y), host(x), rows, (StoredWeight) weight, workers);
    }

    @Override
    public void linearGradient(Buffer gx, Buffer gy, int rows, WeightHandle weight) {
        ScalarMatrices.linearGradient(host(gx), host(gy), rows, (StoredWeight) weight, workers);
    }

    @Override
    public void weightRows(Buffer destination, WeightHandle weight, Index rowsIndex) {
        int[] rows = HostIndex.values(rowsIndex);
        StoredWeight w = (StoredWeight) weight;
        HostBuffer d = host(destination);
        int columns = w.data().columns();
        double[] row = new double[columns];
        for (int i = 0; i < rows.length; i++) {
            w.decodeRow(rows[i], 0, columns, row);
            for (int c = 0; c < columns; c++) {
                d.set((long) i * columns + c, row[c]);
            }
        }
    }

    @Override
    public void gemm(MatrixView c, MatrixView a, MatrixView b, double alpha, double beta) {
        ScalarMatrices.gemm(c, a, b, alpha, beta, workers);
    }

    // ---- element by element

    @Override
    public void add(Buffer destination, Buffer a, Buffer b, long size) {
        HostBuffer d = host(destination);
        HostBuffer p = host(a);
        HostBuffer q = host(b);
        for (long i = 0; i < size; i++) {
            d.set(i, p.get(i) + q.get(i));
        }
    }

    @Override
    public void scale(Buffer destination, Buffer a, double factor, long size) {
        HostBuffer d = host(destination);
        HostBuffer p = host(a);
        for (long i = 0; i < size; i++) {
            d.set(i, factor * p.get(i));
        }
    }

    @Override
    public void activation(Activation f, Buffer destination, Buffer x, long size) {
        HostBuffer d = host(destination);
        HostBuffer p = host(x);
        for (long i = 0; i < size; i++) {
            d.set(i, ScalarActivations.value(f, p.get(i)));
        }
    }

    @Override
    public void inverseRoot(Buffer destination, Buffer x, double factor, double epsilon, long size) {
        HostBuffer d = host(destination);
        HostBuffer p = host(x);
        for (long i = 0; i < size; i++) {
            d.set(i, 1 / Math.sqrt(factor * p.get(i) + epsilon));
        }
    }

    // ---- row by row

    @Override
    public void multiply(Buffer destination, Buffer a, Buffer b, @Nullable Index bRowsIndex, int rows, int columns) {
        int @Nullable [] bRows = HostIndex.valuesOrNone(bRowsIndex);
        HostBuffer d = host(destination);
        HostBuffer p = host(a);
        HostBuffer q = host(b);
        for (int r = 0; r < rows; r++) {
            long at = (long) r * columns;
            long from = row(bRows, r) * columns;
            for (int c = 0; c < columns; c++) {
                d.set(at + c, p.get(at + c) * q.get(from + c));
            }
        }
    }

    @Override
    public void activationGradient(
            Activation f, Buffer destination, Buffer g, Buffer x, @Nullable Index xRowsIndex, int rows, int columns) {
        int @Nullable [] xRows = HostIndex.valuesOrNone(xRowsIndex);
        HostBuffer d = host(destination);
        HostBuffer p = host(g);
        HostBuffer q = host(x);
        for (int r = 0; r < rows; r++) {
            long at = (long) r * columns;
            long from = row(xRows, r) * columns;
            for (int c = 0; c < columns; c++) {
                d.set(at + c, p.get(at + c) * ScalarActivations.derivative(f, q.get(from + c)));
            }
        }
    }

    @Override
    public void secantGradient(
            Buffer destination,
            Buffer g,
            Buffer x,
            Buffer y,
            @Nullable Index xRowsIndex,
            double epsilon,
            int rows,
            int columns) {
        int @Nullable [] xRows = HostIndex.valuesOrNone(xRowsIndex);
        HostBuffer d = host(destination);
        HostBuffer p = host(g);
        HostBuffer hx = host(x);
        HostBuffer hy = host(y);
        for (int r = 0; r < rows; r++) {
            long at = (long) r * columns;
            long from = row(xRows, r) * columns;
            for (int c = 0; c < columns; c++) {
                d.set(at + c, p.get(at + c) * (hy.get(from + c) / (hx.get(from + c) + epsilon)));
            }
        }
    }

    @Override
    public void addVector(Buffer destination, Buffer a, Buffer vector, int rows, int columns) {
        HostBuffer d = host(destination);
        HostBuffer p = host(a);
        HostBuffer v = host(vector);
        for (int r = 0; r < rows; r++) {
            long at = (long) r * columns;
            for (int c = 0; c < columns; c++) {
                d.set(at + c, p.get(at + c) + v.get(c));
            }
        }
    }

    @Override
    public void multiplyVector(Buffer destination, Buffer a, Buffer vector, double offset, int rows, int columns) {
        HostBuffer d = host(destination);
        HostBuffer p = host(a);
        HostBuffer v = host(vector);
        for (int r = 0; r < rows; r++) {
            long at = (long) r * columns;
            for (int c = 0; c < columns; c++) {
                d.set(at + c, p.get(at + c) * (v.get(c) + offset));
            }
        }
    }

    @Override
    public void scaleRows(
            Buffer destination, Buffer a, Buffer factors, @Nullable Index factorRowsIndex, int rows, int columns) {
        int @Nullable [] factorRows = HostIndex.valuesOrNone(factorRowsIndex);
        HostBuffer d = host(destination);
        HostBuffer p = host(a);
        HostBuffer f = host(factors);
        for (int r = 0; r < rows; r++) {
            long at = (long) r * columns;
            double factor = f.get(row(factorRows, r));
            for (int c = 0; c < columns; c++) {
                d.set(at + c, factor * p.get(at + c));
            }
        }
    }

    @Override
    public void rowDot(Buffer destination, Buffer a, Buffer b, @Nullable Index bRowsIndex, int rows, int columns) {
        int @Nullable [] bRows = HostIndex.valuesOrNone(bRowsIndex);
        HostBuffer d = host(destination);
        HostBuffer p = host(a);
        HostBuffer q = host(b);
        for (int r = 0; r < rows; r++) {
            long at = (long) r * columns;
            long from = row(bRows, r) * columns;
            double sum = 0;
            for (int c = 0; c < columns; c++) {
                sum += p.get(at + c) * q.get(from + c);
            }
            d.set(r, sum);
        }
    }

    @Override
    public void rope(
            Buffer destination,
            Buffer x,
            Buffer cosines,
            Buffer sines,
            @Nullable Index tableRowsIndex,
            boolean inverse,
            int rows,
            int heads,
            int headSize) {
        int @Nullable [] tableRows = HostIndex.valuesOrNone(tableRowsIndex);
        HostBuffer d = host(destination);
        HostBuffer p = host(x);
        HostBuffer cos = host(cosines);
        HostBuffer sin = host(sines);
        int half = headSize / 2;
        for (int r = 0; r < rows; r++) {
            long table = row(tableRows, r) * half;
            for (int h = 0; h < heads; h++) {
                long at = ((long) r * heads + h) * headSize;
                for (int j = 0; j < half; j++) {
                    double c = cos.get(table + j);
                    double s = inverse ? -sin.get(table + j) : sin.get(table + j);
                    double first = p.get(at + j);
                    double second = p.get(at + j + half);
                    d.set(at + j, first * c - second * s);
                    d.set(at + j + half, second * c + first * s);
                }
            }
        }
    }

    @Override
    public void softmax(Buffer destination, Buffer scores, Band band, int rows, int columns) {
        HostBuffer d = host(destination);
        HostBuffer s = host(scores);
        for (int r = 0; r < rows; r++) {
            long at = (long) r * columns;
            int from = band.from(r);
            int to = band.to(r, columns);
            double max = Double.NEGATIVE_INFINITY;
            for (int c = from; c < to; c++) {
                max = Math.max(max, s.get(at + c));
            }
            double sum = 0;
            for (int c = from; c < to; c++) {
                sum += StrictMath.exp(s.get(at + c) - max);
            }
            for (int c = 0; c < columns; c++) {
                boolean visible = c >= from && c < to;
                d.set(at + c, visible ? StrictMath.exp(s.get(at + c) - max) / sum : 0);
            }
        }
    }

    @Override
    public void softmaxGradient(Buffer destination, Buffer p, Buffer gp, int rows, int columns) {
        HostBuffer d = host(destination);
        HostBuffer hp = host(p);
        HostBuffer hg = host(gp);
        for (int r = 0; r < rows; r++) {
            long at = (long) r * columns;
            double sum = 0;
            for (int c = 0; c < columns; c++) {
                sum += hp.get(at + c) * hg.get(at + c);
            }
            for (int c = 0; c < columns; c++) {
                d.set(at + c, hp.get(at + c) * (hg.get(at + c) - sum));
            }
        }
    }

    @Override
    public void close() {
        workers.close();
        memory.close();
    }

    private static HostBuffer host(Buffer buffer) {
        return (HostBuffer) buffer;
    }

    private static long row(int @Nullable [] rows, int index) {
        return rows == null ? index : rows[index];
    }
}
