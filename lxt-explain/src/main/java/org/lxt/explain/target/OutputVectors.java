package org.lxt.explain.target;

import static org.lxt.tensor.ops.Operations.reshape;
import static org.lxt.tensor.ops.Operations.selectRows;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.lxt.api.Fault;
import org.lxt.explain.request.ExplainException;
import org.lxt.spi.ModelOutput;
import org.lxt.spi.OutputKind;
import org.lxt.tensor.Shape;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.rows.PackedRows;

/** Takes single vectors out of the outputs of a forward pass. */
public final class OutputVectors {
    /**
     * One vector.
     *
     * @param tensor a tensor that has it for a row
     * @param row the row
     * @param values its entries
     */
    public record Vector(Tensor tensor, int row, double[] values) {}

    /** Logits of a hundred tokens or so, 64 MB. */
    private static final int MOST_AT_ONCE = 8_000_000;

    private record Key(String output, int sequence) {}

    private final ModelOutput outputs;
    private final Map<String, double[]> read = new HashMap<>();
    private final Map<Key, Vector> across = new HashMap<>();

    /** Vectors of these outputs. */
    public OutputVectors(ModelOutput outputs) {
        this.outputs = outputs;
    }

    /**
     * The vector of an output.
     *
     * @throws ExplainException if it has values that are not finite
     */
    public Vector at(OutputKind kind, int sequence, int position) {
        Vector vector = kind.place() == OutputKind.Place.ACROSS_TOKENS
                ? across.computeIfAbsent(new Key(kind.name(), sequence), key -> acrossTokens(kind, sequence))
                : row(kind, sequence, position);
        requireFinite(vector.values(), position);
        return vector;
    }

    private Vector row(OutputKind kind, int sequence, int position) {
        ModelOutput.Output output = outputs.output(kind.name());
        Tensor tensor = output.tensor();
        int row = output.rows().indexOf(sequence, position);
        return new Vector(tensor, row, values(kind.name(), tensor, row));
    }

    /** All rows are read at once where they are not too many, for a device waits at every read. */
    private double[] values(String name, Tensor tensor, int row) {
        int columns = tensor.columns();
        if (tensor.size() > MOST_AT_ONCE) {
            return tensor.toDoubles(row);
        }
        double[] all = read.computeIfAbsent(name, n -> tensor.toDoubles());
        return Arrays.copyOfRange(all, row * columns, (row + 1) * columns);
    }

    /** The column of a sequence, laid down to be a row. */
    private Vector acrossTokens(OutputKind kind, int sequence) {
        ModelOutput.Output output = outputs.output(kind.name());
        PackedRows own = PackedRows.at(output.rows().runs().stream()
                .filter(run -> run.sequence() == sequence)
                .flatMap(run -> java.util.stream.IntStream.range(0, run.count())
                        .mapToObj(i -> new PackedRows.Address(sequence, run.firstPosition() + i)))
                .toList());
        Tensor column = selectRows(output.tensor(), output.rows(), own);
        Tensor row = reshape(column, Shape.of(1, own.size()));
        return new Vector(row, 0, row.toDoubles());
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
