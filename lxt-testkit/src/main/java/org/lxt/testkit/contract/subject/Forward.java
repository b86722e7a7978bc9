// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.testkit.contract.subject;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lxt.rules.Rules;
import org.lxt.spi.Model;
import org.lxt.spi.ModelInput;
import org.lxt.spi.ModelOutput;
import org.lxt.spi.OutputKind;
import org.lxt.spi.Run;
import org.lxt.tensor.Gradients;
import org.lxt.tensor.Scope;
import org.lxt.tensor.Seed;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.rows.PackedRows;
import org.lxt.tensor.rows.PackedRows.Address;

/** One forward pass of a model under test, and the backward pass from one entry of its first output for each prompt. */
public final class Forward implements AutoCloseable {
    private final Scope scope;
    private final OutputKind kind;
    private final int[] lengths;
    private final int[] positions;
    private final Tensor input;
    private final ModelOutput output;

    /**
     * Runs forward.
     *
     * @param values numbers in place of those that the model makes of its input, or null for the latter
     */
    Forward(
            Scope scope,
            Model model,
            Rules rules,
            ModelInput read,
            List<Trial> trials,
            boolean allRows,
            double @Nullable [] values) {
        this.scope = scope;
        this.kind = model.outputs().getFirst();
        this.lengths = trials.stream().mapToInt(Trial::length).toArray();
        this.positions = trials.stream().mapToInt(this::position).toArray();
        PackedRows wanted = allRows ? PackedRows.ofLengths(lengths) : PackedRows.at(rows());
        Tensor made = model.input(scope, read);
        this.input = scope.watch(values == null ? made : scope.constant(made.shape(), values));
        this.output = model.forward(new Run(rules, read, wanted), input);
    }

    private int position(Trial trial) {
        return switch (kind.place()) {
            case EACH_TOKEN -> trial.length() - 1;
            case LAST_TOKEN -> kind.row(trial.input().ids());
            case FIRST_TOKEN, WHOLE_SEQUENCE, ACROSS_TOKENS -> 0;
        };
    }

    /** The rows that the explained vectors are made of. */
    private List<Address> rows() {
        boolean isOfAll = switch (kind.place()) {
            case EACH_TOKEN, FIRST_TOKEN, LAST_TOKEN -> false;
            case WHOLE_SEQUENCE, ACROSS_TOKENS -> true;
        };
        List<Address> rows = new ArrayList<>();
        for (int s = 0; s < lengths.length; s++) {
            for (int i = isOfAll ? 0 : positions[s]; i < (isOfAll ? lengths[s] : positions[s] + 1); i++) {
                rows.add(new Address(s, i));
            }
        }
        return rows;
    }

    public ModelOutput output() {
        return output;
    }

    /** What relevance is asked at: embeddings of tokens, or pixels. */
    public Tensor input() {
        return input;
    }

    /** The vector that is explained for a prompt. */
    public double[] explained(int sequence) {
        return row(positions[sequence], sequence);
    }

    /** The output vector at a position of a prompt. */
    public double[] row(int position, int sequence) {
        ModelOutput.Output vectors = output.output(kind.name());
        int columns = vectors.tensor().columns();
        int row = vectors.rows().indexOf(sequence, position);
        double[] all = vectors.tensor().toDoubles();
        return Arrays.copyOfRange(all, row * columns, (row + 1) * columns);
    }

    /** All numbers of all outputs. */
    public double[] numbers() {
        return output.outputs().values().stream()
                .flatMapToDouble(o -> Arrays.stream(o.tensor().toDoubles()))
                .toArray();
    }

    /** The entry that is explained: any would do, but the same for all runs. */
    public int entry() {
        return 3 % output.output(kind.name()).tensor().columns();
    }

    /** Goes back from the explained entry of each prompt. */
    public Gradients backward() {
        ModelOutput.Output vectors = output.output(kind.name());
        List<Seed> seeds = new ArrayList<>();
        for (int s = 0; s < lengths.length; s++) {
            seeds.add(Seed.of(vectors.tensor(), vectors.rows().indexOf(s, positions[s]), entry()));
        }
        return scope.backward(seeds);
    }

    /** Which of the numbers at which relevance is asked belong to a prompt: the first, and the one after the last. */
    public int[] range(int sequence) {
        long size = input.size();
        int all = Arrays.stream(lengths).sum();
        int before = Arrays.stream(lengths).limit(sequence).sum();
        return new int[] {
            Math.toIntExact(size * before / all), Math.toIntExact(size * (before + lengths[sequence]) / all)
        };
    }

    @Override
    public void close() {
        scope.close();
    }
}
