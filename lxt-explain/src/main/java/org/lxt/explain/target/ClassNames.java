// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.target;

import java.util.List;
import org.lxt.explain.request.ExplainException;
import org.lxt.spi.OutputKind;

/**
 * Names of classes that the caller gives in place of the checkpoint's.
 *
 * @param names in the order of the classes; empty to keep the checkpoint's
 */
public record ClassNames(List<String> names) {
    /** Copies the list. */
    public ClassNames {
        names = List.copyOf(names);
    }

    /**
     * Checks their number.
     *
     * @throws ExplainException if there are more or fewer than the model has classes
     */
    public void requireFitting(List<OutputKind> outputs) {
        int classes = outputs.getFirst().labels().size();
        if (!names.isEmpty() && names.size() != classes) {
            throw new ExplainException("names of classes: " + names.size() + ", but the model has " + classes
                    + " classes; give one name for each, in their order");
        }
    }

    /** The outputs with these names. */
    public List<OutputKind> in(List<OutputKind> outputs) {
        if (names.isEmpty()) {
            return outputs;
        }
        int classes = outputs.getFirst().labels().size();
        return outputs.stream()
                .map(o -> o.labels().size() == classes ? new OutputKind(o.name(), o.place(), o.entries(), names) : o)
                .toList();
    }
}
