// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.pass.observe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lxt.explain.request.ExplainException;
import org.lxt.rules.GradientRules;
import org.lxt.rules.NamedValue;
import org.lxt.rules.RunObserver;
import org.lxt.tensor.Gradients;
import org.lxt.tensor.Role;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.rows.PackedRows;

/**
 * Makes the positions of a run inputs: learned ones are watched, and of what arrives at a rotation half stays there, as of any
 * product of two factors.
 */
public final class PositionWatch implements RunObserver {
    private final List<Tensor> learned = new ArrayList<>();
    private final Map<Site, PackedRows> rotations = new LinkedHashMap<>();

    @Override
    public Tensor value(NamedValue value) {
        Site at = value.site();
        Tensor tensor = value.tensor();
        if (!at.role().equals(Role.POSITION)) {
            return tensor;
        }
        if (tensor.isWatched()) {
            PackedRows rows = value.rows();
            if (rows == null) {
                throw new ExplainException("the relevance of positions was asked for, but the model does not say which"
                        + " tokens are rotated at " + at + "; choose another method");
            }
            Tensor halved = GradientRules.divideGradient(at, tensor, 2);
            tensor.scope().mark(at, halved);
            rotations.put(at, rows);
            return halved;
        }
        Tensor watched = tensor.scope().watch(tensor);
        learned.add(watched);
        return watched;
    }

    /**
     * Refuses, in a sentence, a model none of whose positions were seen.
     *
     * @throws ExplainException if there were none
     */
    public void requirePositions() {
        if (learned.isEmpty() && rotations.isEmpty()) {
            throw new ExplainException("the relevance of positions was asked for, but this model has none that can be"
                    + " seen: neither embeddings of positions nor rotations by the parts of this library; choose"
                    + " another method");
        }
    }

    /**
     * What the positions of a prompt received from a seed, one value for each token.
     *
     * @param sequence which of the packed prompts
     * @param all rows of all tokens of the run
     */
    public double[] of(Gradients gradients, int seed, int sequence, PackedRows all) {
        double[] received = new double[length(all, sequence)];
        for (Tensor positions : learned) {
            double[] relevance = positions.rows() == all.size()
                    ? ownRows(gradients.relevance(positions, seed), all, sequence)
                    : byToken(gradients.gradient(positions, seed), positions.toDoubles(), received.length);
            for (int t = 0; t < received.length; t++) {
                received[t] += relevance[t];
            }
        }
        rotations.forEach((rotation, rows) -> {
            Gradients.RowRelevance relevance = gradients.at(rotation);
            if (relevance != null) {
                addHalf(relevance.of(seed, rows.size()), rows, sequence, received);
            }
        });
        return received;
    }

    private static int length(PackedRows all, int sequence) {
        return all.runs().stream()
                .filter(run -> run.sequence() == sequence)
                .mapToInt(PackedRows.Run::count)
                .sum();
    }

    private static double[] ownRows(double[] rows, PackedRows all, int sequence) {
        int first = all.indexOf(sequence, 0);
        return Arrays.copyOfRange(rows, first, first + length(all, sequence));
    }

    /** A table that is the same for all images, its tokens one after the other in a single row. */
    private static double[] byToken(double[] gradient, double[] values, int tokens) {
        double[] sums = new double[tokens];
        int width = values.length / tokens;
        for (int i = 0; i < values.length; i++) {
            sums[i / width] += values[i] * gradient[i];
        }
        return sums;
    }

    private static void addHalf(double[] relevance, PackedRows rows, int sequence, double[] received) {
        int row = 0;
        for (PackedRows.Run run : rows.runs()) {
            for (int i = 0; i < run.count(); i++, row++) {
                if (run.sequence() == sequence) {
                    received[run.firstPosition() + i] += relevance[row] / 2;
                }
            }
        }
    }
}
