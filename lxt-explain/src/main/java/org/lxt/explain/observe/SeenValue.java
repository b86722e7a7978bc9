package org.lxt.explain.observe;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lxt.explain.units.UnitRelevance;
import org.lxt.rules.NamedValue;
import org.lxt.tensor.Site;
import org.lxt.tensor.ops.linear.Routing;
import org.lxt.tensor.rows.PackedRows;

/**
 * A value of a forward pass on the host: for each of its rows, the units' activations side by side.
 *
 * @param site its name
 * @param rows which tokens its rows are; of a routed value which tokens were routed
 * @param routing which unit each row is, if each row is one; else null
 * @param units how many units there are
 * @param columns elements of a row
 * @param values row by row
 */
public record SeenValue(
        Site site, PackedRows rows, @Nullable Routing routing, int units, int columns, double[] values) {
    static SeenValue of(NamedValue value, PackedRows rows) {
        return new SeenValue(
                value.site(),
                rows,
                value.routing(),
                value.units(),
                value.tensor().columns(),
                value.tensor().toDoubles());
    }

    /** Elements of one unit. */
    int unitSize() {
        return routing == null ? columns / units : columns;
    }

    /** For each row of the tensor, the token of one sequence that it belongs to; -1 if it is of another sequence. */
    private int[] tokenOfRow(int sequence) {
        int[] tokens = new int[rows.size()];
        int at = 0;
        for (PackedRows.Run run : rows.runs()) {
            for (int i = 0; i < run.count(); i++) {
                tokens[at++] = run.sequence() == sequence ? run.firstPosition() + i : -1;
            }
        }
        return routing == null
                ? tokens
                : Arrays.stream(routing.tokenOfPair()).map(row -> tokens[row]).toArray();
    }

    /** Takes each unit at each token of a sequence. */
    private interface Visitor {
        void unit(int token, int unit, int first);
    }

    private void forEach(int sequence, Visitor visitor) {
        int[] tokens = tokenOfRow(sequence);
        for (int row = 0; row < tokens.length; row++) {
            if (tokens[row] < 0) {
                continue;
            }
            if (routing != null) {
                visitor.unit(tokens[row], routing.expertOfPair()[row], row * columns);
            } else {
                for (int unit = 0; unit < units; unit++) {
                    visitor.unit(tokens[row], unit, row * columns + unit * unitSize());
                }
            }
        }
    }

    /** One element at a token of the first sequence; 0 where it was not computed. */
    double at(int token, int element) {
        for (int row = 0, first = 0; row < rows.runs().size(); row++) {
            PackedRows.Run run = rows.runs().get(row);
            int inside = token - run.firstPosition();
            if (run.sequence() == 0 && inside >= 0 && inside < run.count()) {
                return values[(first + inside) * columns + element];
            }
            first += run.count();
        }
        return 0;
    }

    /** The elements at each token of a sequence, {@code [length, columns]}; 0 where it was not computed. Not of a routed value. */
    public double[] ofSequence(int sequence, int length) {
        double[] all = new double[Math.multiplyExact(length, columns)];
        int[] tokens = tokenOfRow(sequence);
        for (int row = 0; row < tokens.length; row++) {
            if (tokens[row] >= 0) {
                System.arraycopy(values, row * columns, all, tokens[row] * columns, columns);
            }
        }
        return all;
    }

    /**
     * Relevance and activation of a sequence's units.
     *
     * @param length how many tokens the sequence has
     * @param gradient at the rows of the value, row by row; null if none reached it
     */
    public UnitRelevance relevance(int sequence, int length, double @Nullable [] gradient) {
        double[] relevance = new double[Math.multiplyExact(length, units)];
        double[] activation = new double[relevance.length];
        int size = unitSize();
        forEach(sequence, (token, unit, first) -> {
            double sum = 0;
            double square = 0;
            for (int i = first; i < first + size; i++) {
                sum += gradient == null ? 0 : values[i] * gradient[i];
                square += values[i] * values[i];
            }
            relevance[token * units + unit] = sum;
            activation[token * units + unit] = size == 1 && routing == null ? values[first] : Math.sqrt(square);
        });
        return new UnitRelevance(site, length, units, relevance, activation);
    }
}
