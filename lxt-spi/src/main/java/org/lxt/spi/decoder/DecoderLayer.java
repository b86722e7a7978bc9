package org.lxt.spi.decoder;

import org.lxt.rules.Rules;
import org.lxt.spi.rope.RotaryEmbedding;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;

/** One layer of a decoder: hidden states in, hidden states out. */
public interface DecoderLayer {
    /** Where it is in the model, such as {@code layers.3}. */
    Site site();

    /** The rotary embedding of its attention. */
    RotaryEmbedding rope();

    /**
     * Applies the layer. Keys and values are computed for all rows, everything else for the wanted ones only.
     *
     * @param x {@code [run.rows(), hidden]}
     * @return {@code [run.wanted(), hidden]}
     */
    Tensor apply(Rules rules, Tensor x, LayerRun run);
}
