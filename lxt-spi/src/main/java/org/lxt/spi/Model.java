package org.lxt.spi;

import java.util.List;
import org.lxt.tensor.PackedRows;
import org.lxt.tensor.Scope;

/** A loaded model of some family, under one rule set. Safe for use by several threads, each with a scope of its own. */
public interface Model {
    /** Sizes a caller needs to check an input. */
    ModelSizes sizes();

    /** What it computes, the output that is usually explained first; by default the logits of a language model. */
    default List<OutputKind> outputs() {
        return List.of(OutputKind.nextToken());
    }

    /**
     * Runs the model forward.
     *
     * @param scope owns everything made on the way, and records it
     * @param input tokens or images, already checked against {@link #sizes}; images may be larger or smaller than said there
     *     if they can be cut into whole patches and the caller asked for it
     * @param wanted rows whose outputs are wanted; the last layer and the head are computed for these alone, and an output
     *     that is made of other rows is left out for that sequence
     */
    ModelOutput forward(Scope scope, ModelInput input, PackedRows wanted);
}
