// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.observe;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lxt.explain.request.ExplainException;
import org.lxt.explain.units.UnitRelevance;
import org.lxt.rules.NamedValue;
import org.lxt.tensor.Gradients;
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
                Site.of(value.site().path()), // without its role, which matters to rules alone
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

    /**
     * Relevance and activation of a sequence's units.
     *
     * @param length how many tokens the sequence has
     * @param gradient at the rows of the value, row by row; null if none reached it
     */
    public UnitRelevance relevance(int sequence, int length, double @Nullable [] gradient) {
        return relevance(this, sequence, length, gradient);
    }

    /**
     * The gradient of a seed at the rows of the value.
     *
     * @param gradients of the pass that had it kept
     * @return row by row; null if none reached it
     */
    public double @Nullable [] gradient(Gradients gradients, int seed) {
        Gradients.KeptGradient kept = gradients.kept(site);
        return kept == null ? null : kept.of(seed, values.length / columns);
    }

    /**
     * What another run has more than this one.
     *
     * @param other the value of the same name in the other run; null if that has none
     * @throws ExplainException if the rows of the two are not comparable
     */
    public SeenValue from(@Nullable SeenValue other) {
        if (routing != null || other == null || !other.rows.equals(rows)) {
            throw Edit.notPatchable(site);
        }
        double[] difference = new double[values.length];
        Arrays.setAll(difference, i -> other.values[i] - values[i]);
        return new SeenValue(site, rows, null, units, columns, difference);
    }

    /**
     * The relevance of these values and the activation of others.
     *
     * @param active the values whose activation is told
     */
    public UnitRelevance relevance(SeenValue active, int sequence, int length, double @Nullable [] gradient) {
        double[] relevance = products(sequence, length, gradient);
        double[] activation = new double[relevance.length];
        int size = unitSize();
        forEach(sequence, (token, unit, first) -> {
            double square = 0;
            for (int i = first; i < first + size; i++) {
                square += active.values[i] * active.values[i];
            }
            activation[token * units + unit] = size == 1 && routing == null ? active.values[first] : Math.sqrt(square);
        });
        return new UnitRelevance(site, length, units, relevance, activation);
    }

    /**
     * Activation times gradient, summed over each unit of a sequence, {@code [length, units]} row by row.
     *
     * @param gradient at the rows of the value, row by row; null if none reached it
     */
    public double[] products(int sequence, int length, double @Nullable [] gradient) {
        double[] products = new double[Math.multiplyExact(length, units)];
        if (gradient != null) {
            int size = unitSize();
            forEach(sequence, (token, unit, first) -> {
                double sum = 0;
                for (int i = first; i < first + size; i++) {
                    sum += values[i] * gradient[i];
                }
                products[token * units + unit] = sum;
            });
        }
        return products;
    }

    /** The same value where all of a row is one unit. */
    public SeenValue asOneUnit() {
        return new SeenValue(site, rows, null, 1, columns, values);
    }
}
