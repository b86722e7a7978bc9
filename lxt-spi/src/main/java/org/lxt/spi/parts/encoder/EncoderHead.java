// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.parts.encoder;

import java.util.List;
import org.lxt.rules.Rules;
import org.lxt.spi.ModelOutput;
import org.lxt.spi.OutputKind;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.rows.PackedRows;

/** Makes outputs of the last layer's states. */
public interface EncoderHead {
    /** The outputs it makes. */
    List<OutputKind> outputs();

    /**
     * The rows of the last layer that it makes the wanted outputs of.
     *
     * @param wanted rows whose outputs are wanted
     * @param all all rows of the input
     */
    default PackedRows reads(PackedRows wanted, PackedRows all) {
        return wanted;
    }

    /**
     * Adds the outputs.
     *
     * @param x {@code [rows.size(), hidden]}, the states after the last layer and the last norm, if there is one
     * @param rows which rows these are: at least those that it reads
     * @param wanted rows whose outputs are wanted
     */
    void apply(Rules rules, Tensor x, PackedRows rows, PackedRows wanted, ModelOutput.Builder output);
}
