package org.lxt.models.bert;

import java.util.List;
import org.lxt.rules.Rules;
import org.lxt.spi.ModelOutput;
import org.lxt.spi.OutputKind;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.rows.PackedRows;

/** Makes outputs of the last layer's states. */
interface EncoderHead {
    /** The outputs it makes. */
    List<OutputKind> outputs();

    /**
     * Adds the outputs.
     *
     * @param x {@code [rows.size(), hidden]}, output of the last layer
     * @param rows which rows these are
     */
    void apply(Rules rules, Tensor x, PackedRows rows, ModelOutput.Builder output);
}
