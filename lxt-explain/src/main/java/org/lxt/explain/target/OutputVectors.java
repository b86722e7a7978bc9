// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.target;

import static org.lxt.tensor.ops.Operations.reshape;
import static org.lxt.tensor.ops.Operations.selectRows;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lxt.api.Fault;
import org.lxt.explain.request.ExplainException;
import org.lxt.spi.ModelOutput;
import org.lxt.spi.OutputKind;
import org.lxt.tensor.Shape;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.rows.PackedRows;

/** Takes single vectors out of the outputs of a forward pass. */
public final class OutputVectors {
    /** One vector: a row of a tensor, whose numbers are read when they are asked for. */
    public final class Vector {
        private final Key key;
        private final Tensor tensor;
        private final int row;
        private double @Nullable [] values;

        private Vector(Key key, Tensor tensor, int row) {
            this.key = key;
            this.tensor = tensor;
            this.row = row;
        }

        /** A tensor that has it for a row. */
        public Tensor tensor() {
            return tensor;
        }

        /** The row. */
        public int row() {
            return row;
        }

        /**
         * Its entries. Shared: do not change them.
         *
         * @throws ExplainException if some of them are not finite
         */
        public double[] values() {
            double[] known = values;
            if (known == null) {
                known = read(key.output(), tensor, row);
                requireFinite(known, key.position());
                values = known;
            }
            return known;
        }

        /** Its exponentials, added up once for all who ask for the same vector. */
        Softmax softmax() {
            return softmaxes.computeIfAbsent(key, _ -> Softmax.of(values()));
        }
    }

    /** Logits of a hundred tokens or so, 64 MB. */
    private static final int MOST_AT_ONCE = 8_000_000;

    private record Key(String output, int sequence, int position) {}

    private final ModelOutput outputs;
    private final Map<String, double[]> read = new HashMap<>();
    private final Map<Key, Tensor> across = new HashMap<>();
    private final Map<Key, Softmax> softmaxes = new HashMap<>();

    /** Vectors of these outputs. */
    public OutputVectors(ModelOutput outputs) {
        this.outputs = outputs;
    }

    /** The vector of an output. */
    public Vector at(OutputKind kind, int sequence, int position) {
        if (kind.place() == OutputKind.Place.ACROSS_TOKENS) {
            Key key = new Key(kind.name(), sequence, position);
            return new Vector(key, across.computeIfAbsent(key, _ -> acrossTokens(kind, sequence)), 0);
        }
        ModelOutput.Output output = outputs.output(kind.name());
        return new Vector(
                new Key(kind.name(), sequence, position),
                output.tensor(),
                output.rows().indexOf(sequence, position));
    }

    /** All rows are read at once where they are not too many, for a device waits at every read. */
    private double[] read(String name, Tensor tensor, int row) {
        int columns = tensor.columns();
        if (tensor.rows() == 1 || tensor.size() > MOST_AT_ONCE) {
            return tensor.toDoubles(row);
        }
        double[] all = read.computeIfAbsent(name, _ -> tensor.toDoubles());
        return Arrays.copyOfRange(all, row * columns, (row + 1) * columns);
    }

    /** The column of a sequence, laid down to be a row. */
    private Tensor acrossTokens(OutputKind kind, int sequence) {
        ModelOutput.Output output = outputs.output(kind.name());
        PackedRows own = PackedRows.at(output.rows().runs().stream()
                .filter(run -> run.sequence() == sequence)
                .flatMap(run -> java.util.stream.IntStream.range(0, run.count())
                        .mapToObj(i -> new PackedRows.Address(sequence, run.firstPosition() + i)))
                .toList());
        Tensor column = selectRows(output.tensor(), output.rows(), own);
        return reshape(column, Shape.of(1, own.size()));
    }

    private static void requireFinite(double[] values, int position) {
        for (double value : values) {
            if (!Double.isFinite(value)) {
                throw new ExplainException(
                        Fault.SETUP,
                        "the model computed " + value + " as a logit at position " + position
                                + ": its weights hold NaN or infinite values, or are too large for float32;"
                                + " check the checkpoint");
            }
        }
    }
}
