// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.vit;

import java.util.List;
import org.lxt.rules.Rules;
import org.lxt.spi.ModelOutput;
import org.lxt.spi.OutputKind;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.rows.PackedRows;

/** Makes outputs of the last layer's tokens. */
interface VitHead {
    /** The outputs it makes. */
    List<OutputKind> outputs();

    /** The rows that it needs for the wanted outputs, of images of {@code tokens} tokens. */
    List<PackedRows.Address> reads(PackedRows wanted, int tokens);

    /**
     * Adds the outputs.
     *
     * @param x {@code [rows.size(), hidden]}, the tokens after the last layer, normed if the model has a norm there
     * @param rows which rows these are: at least those that it needs
     * @param wanted rows whose outputs are wanted
     */
    void apply(Rules rules, Tensor x, PackedRows rows, PackedRows wanted, ModelOutput.Builder output);
}
