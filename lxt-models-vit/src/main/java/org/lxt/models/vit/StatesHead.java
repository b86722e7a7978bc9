// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.vit;

import static org.lxt.tensor.ops.Operations.selectRows;

import java.util.List;
import org.lxt.rules.Rules;
import org.lxt.spi.ModelOutput;
import org.lxt.spi.OutputKind;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.rows.PackedRows;

/** The tokens after the last layer, as they are. */
record StatesHead() implements VitHead {
    private static final OutputKind KIND =
            OutputKind.of("last_hidden_state", OutputKind.Place.EACH_TOKEN, OutputKind.Entries.UNIT);

    @Override
    public List<OutputKind> outputs() {
        return List.of(KIND);
    }

    @Override
    public List<PackedRows.Address> reads(PackedRows wanted, int tokens) {
        return wanted.runs().stream()
                .flatMap(run ->
                        ReadRows.ofImage(run.sequence(), run.firstPosition(), run.firstPosition() + run.count())
                                .stream())
                .toList();
    }

    @Override
    public void apply(Rules rules, Tensor x, PackedRows rows, PackedRows wanted, ModelOutput.Builder output) {
        output.output(KIND.name(), selectRows(x, rows, wanted), wanted);
    }
}
