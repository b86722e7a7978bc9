// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.result;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import org.lxt.explain.units.PatchEffect;

/**
 * Activation patching: the target's value where single units have another prompt's activations.
 *
 * @param target what is measured, chosen by the prompt as it is
 * @param before its value in the prompt as it is
 * @param inOther its value in the other prompt; none if that has another number of tokens
 * @param effects one for each run, in the order of the model
 */
public record PatchResult(
        List<ExplainedEntry> target, double before, OptionalDouble inOther, List<PatchEffect> effects) {
    /** Copies the lists. */
    public PatchResult {
        target = List.copyOf(target);
        effects = List.copyOf(effects);
    }

    /** Those that change the value most, largest change first. */
    public List<PatchEffect> strongest(int most) {
        return effects.stream()
                .sorted(Comparator.comparingDouble(e -> -Math.abs(e.change())))
                .limit(most)
                .toList();
    }

    /** The share of the way from the prompt's value to the other prompt's that a patch goes; not a number without the latter. */
    public double recovered(PatchEffect effect) {
        return inOther.isPresent() ? effect.change() / (inOther.getAsDouble() - before) : Double.NaN;
    }
}
