// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.parts.encoder;

import static org.lxt.tensor.ops.Operations.concat;
import static org.lxt.tensor.ops.Operations.mean;
import static org.lxt.tensor.ops.Operations.selectRows;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lxt.rules.Rules;
import org.lxt.spi.ModelOutput;
import org.lxt.spi.OutputKind;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.rows.PackedRows;
import org.lxt.tensor.rows.PackedRows.Address;
import org.lxt.tensor.rows.PackedRows.Run;

/**
 * One output, a function of the mean over all rows of a sequence.
 *
 * @param kind the output, of {@link OutputKind.Place#WHOLE_SEQUENCE}
 * @param function from {@code [sequences, hidden]} to {@code [sequences, entries]}
 */
public record MeanHead(OutputKind kind, RowFunction function) implements EncoderHead {
    @Override
    public List<OutputKind> outputs() {
        return List.of(kind);
    }

    @Override
    public PackedRows reads(PackedRows wanted, PackedRows all) {
        List<Integer> sequences = sequences(wanted);
        return PackedRows.at(all.runs().stream()
                .filter(run -> sequences.contains(run.sequence()))
                .flatMap(MeanHead::addresses)
                .toList());
    }

    @Override
    public void apply(Rules rules, Tensor x, PackedRows rows, PackedRows wanted, ModelOutput.Builder output) {
        List<Integer> sequences = sequences(wanted);
        if (sequences.isEmpty()) {
            return;
        }
        List<Tensor> means = sequences.stream()
                .map(sequence -> mean(selectRows(x, rows, rowsOf(sequence, rows)), 0))
                .toList();
        PackedRows first = RowHead.firstTokens(wanted);
        Tensor pooled = means.size() == 1 ? means.getFirst() : concat(0, means);
        output.output(kind.name(), function.apply(rules.over(first, first), pooled), first);
    }

    /** Numbers of the sequences whose first row is wanted, which is where the output of a sequence stands. */
    private static List<Integer> sequences(PackedRows wanted) {
        return RowHead.firstTokens(wanted).runs().stream().map(Run::sequence).toList();
    }

    private static PackedRows rowsOf(int sequence, PackedRows rows) {
        return PackedRows.at(rows.runs().stream()
                .filter(run -> run.sequence() == sequence)
                .flatMap(MeanHead::addresses)
                .toList());
    }

    private static Stream<Address> addresses(Run run) {
        return IntStream.range(0, run.count()).mapToObj(i -> new Address(run.sequence(), run.firstPosition() + i));
    }
}
