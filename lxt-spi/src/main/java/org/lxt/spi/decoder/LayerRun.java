package org.lxt.spi.decoder;

import org.lxt.spi.ModelOutput;
import org.lxt.tensor.PackedRows;
import org.lxt.tensor.ops.RopeTable;

/**
 * What a layer needs in addition to its input.
 *
 * @param rows rows of its input: all tokens
 * @param wanted rows of its output: all tokens, or in the last layer the explained positions
 * @param angles rotary angles of {@code rows}
 * @param wantedAngles rotary angles of {@code wanted}
 * @param output takes what the layer reports
 */
public record LayerRun(
        PackedRows rows, PackedRows wanted, RopeTable angles, RopeTable wantedAngles, ModelOutput.Builder output) {}
