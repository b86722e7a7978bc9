// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.target;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.lxt.explain.input.EncodedPrompt;
import org.lxt.explain.request.ExplainException;
import org.lxt.explain.request.Target;
import org.lxt.spi.OutputKind;
import org.lxt.spi.OutputKind.Entries;
import org.lxt.spi.OutputKind.Place;
import org.lxt.tensor.rows.PackedRows;

/** Finds which output a target speaks of, and where in the prompt it stands. */
public final class TargetPlaces {
    private final List<OutputKind> outputs;
    private final OptionalInt mask;

    /**
     * Places in a model.
     *
     * @param outputs its outputs, the usual one first
     * @param mask id of the token that stands for what was left out, if it is known
     */
    public TargetPlaces(List<OutputKind> outputs, OptionalInt mask) {
        this.outputs = outputs;
        this.mask = mask;
    }

    /** The output of a target. */
    public OutputKind output(Target target) {
        String name = target.output();
        if (name == null) {
            return outputs.getFirst();
        }
        return outputs.stream()
                .filter(o -> o.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ExplainException("the model has no output '" + name + "'; it has: "
                        + String.join(
                                ", ", outputs.stream().map(OutputKind::name).toList())));
    }

    /** The token at whose row a target's vector stands, which is where the vector has its address. */
    public int position(Target target, EncodedPrompt prompt) {
        OutputKind output = output(target);
        if (output.place() == Place.EACH_TOKEN) {
            return switch (target.place()) {
                case Target.AtToken(int index) -> inside(index, prompt);
                case Target.AtMask(int index) -> masked(index, prompt);
                case Target.UsualPlace _ -> usual(output, prompt);
                case Target.Span _, Target.Answer _ ->
                    throw new IllegalStateException("a span is taken apart before its places are asked for");
            };
        }
        if (!(target.place() instanceof Target.UsualPlace)) {
            throw new ExplainException("the output '" + output.name()
                    + "' has one vector for the whole prompt, not one for each token; leave the position out");
        }
        return output.row(prompt.ids());
    }

    private static int inside(int index, EncodedPrompt prompt) {
        int position = index < 0 ? prompt.length() + index : index;
        if (position < 0 || position >= prompt.length()) {
            throw new ExplainException("position " + index + " is outside the prompt of " + prompt.length()
                    + " tokens; positions count from 0, or from the end with -1 the last");
        }
        return position;
    }

    private int masked(int index, EncodedPrompt prompt) {
        List<Integer> masks = masks(prompt);
        if (index < 0 || index >= masks.size()) {
            throw new ExplainException("there is no mask " + index + ": the prompt has "
                    + (masks.isEmpty() ? "no mask token" : masks.size() + ", counted from 0"));
        }
        return masks.get(index);
    }

    /** Refuses a prompt that gives a model nothing to fill in whose answers are that. */
    void requireAnswer(EncodedPrompt prompt) {
        OutputKind output = outputs.getFirst();
        if (output.entries() == Entries.MASKED_TOKEN && masks(prompt).isEmpty()) {
            usual(output, prompt);
        }
    }

    private int usual(OutputKind output, EncodedPrompt prompt) {
        if (output.entries() == Entries.NEXT_TOKEN) {
            return prompt.length() - 1;
        }
        if (output.entries() != Entries.MASKED_TOKEN) {
            throw new ExplainException("the output '" + output.name() + "' has a vector at each of the "
                    + prompt.length() + " tokens; give the position of one");
        }
        List<Integer> masks = masks(prompt);
        if (masks.size() != 1) {
            throw new ExplainException(
                    masks.isEmpty()
                            ? "the prompt has no mask token for the model to fill in; put one in, or give a position"
                            : "the prompt has " + masks.size()
                                    + " mask tokens; say which one, the first being number 0, or give the position of"
                                    + " one");
        }
        return masks.getFirst();
    }

    /** The positions of the prompt's mask tokens. */
    public List<Integer> masks(EncodedPrompt prompt) {
        List<Integer> found = new ArrayList<>();
        int[] ids = prompt.ids();
        for (int i = 0; i < ids.length; i++) {
            if (mask.isPresent() && ids[i] == mask.getAsInt()) {
                found.add(i);
            }
        }
        return found;
    }

    /** The rows of the last layer that a target's vector is made of. */
    public List<PackedRows.Address> rows(Target target, int sequence, EncodedPrompt prompt) {
        Place place = output(target).place();
        int position = position(target, prompt);
        if (place == Place.EACH_TOKEN || place == Place.FIRST_TOKEN || place == Place.LAST_TOKEN) {
            return List.of(new PackedRows.Address(sequence, position));
        }
        return all(sequence, prompt);
    }

    /** All rows of a sequence. */
    public static List<PackedRows.Address> all(int sequence, EncodedPrompt prompt) {
        List<PackedRows.Address> rows = new ArrayList<>();
        for (int i = 0; i < prompt.length(); i++) {
            rows.add(new PackedRows.Address(sequence, i));
        }
        return rows;
    }
}
