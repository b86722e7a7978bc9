// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.parts.encoder;

import static org.lxt.tensor.ops.Operations.selectRows;
import static org.lxt.tensor.ops.Operations.slice;

import java.util.List;
import org.lxt.rules.Rules;
import org.lxt.spi.ModelOutput;
import org.lxt.spi.OutputKind;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.rows.PackedRows;

/**
 * Says where in the text an answer begins and ends: two logits for each token.
 *
 * @param function from {@code [rows, hidden]} to {@code [rows, 2]}: start and end
 */
public record SpanHead(RowFunction function) implements EncoderHead {
    private static final List<String> NAMES = List.of("start_logits", "end_logits");

    @Override
    public List<OutputKind> outputs() {
        return NAMES.stream()
                .map(n -> OutputKind.of(n, OutputKind.Place.ACROSS_TOKENS, OutputKind.Entries.PROMPT_TOKEN))
                .toList();
    }

    @Override
    public void apply(Rules rules, Tensor x, PackedRows rows, PackedRows wanted, ModelOutput.Builder output) {
        Tensor both = function.apply(rules.over(wanted, wanted), selectRows(x, rows, wanted));
        for (int column = 0; column < NAMES.size(); column++) {
            output.output(NAMES.get(column), slice(both, 1, column, 1), wanted);
        }
    }
}
