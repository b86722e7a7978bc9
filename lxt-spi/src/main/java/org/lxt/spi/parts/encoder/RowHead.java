// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.parts.encoder;

import static org.lxt.tensor.ops.Operations.selectRows;

import java.util.List;
import org.lxt.rules.Rules;
import org.lxt.spi.ModelOutput;
import org.lxt.spi.OutputKind;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.rows.PackedRows;

/**
 * One output, a function of each row by itself: of every row, or of the first row of each sequence.
 *
 * @param kind the output
 * @param function from {@code [rows, hidden]} to {@code [rows, entries]}
 */
public record RowHead(OutputKind kind, RowFunction function) implements EncoderHead {
    @Override
    public List<OutputKind> outputs() {
        return List.of(kind);
    }

    @Override
    public void apply(Rules rules, Tensor x, PackedRows rows, PackedRows wanted, ModelOutput.Builder output) {
        PackedRows read = kind.place() == OutputKind.Place.FIRST_TOKEN ? firstTokens(wanted) : wanted;
        if (read.size() > 0) {
            output.output(kind.name(), function.apply(rules.over(read, read), selectRows(x, rows, read)), read);
        }
    }

    /** Those of the rows that begin a sequence. */
    static PackedRows firstTokens(PackedRows rows) {
        return PackedRows.at(rows.runs().stream()
                .filter(run -> run.firstPosition() == 0)
                .map(run -> new PackedRows.Address(run.sequence(), 0))
                .toList());
    }
}
