// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.target;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lxt.explain.input.EncodedPrompt;
import org.lxt.explain.request.ExplainException;
import org.lxt.explain.request.Target;
import org.lxt.explain.result.Candidate;
import org.lxt.explain.result.Contrast;
import org.lxt.explain.result.ExplainedEntry;
import org.lxt.spi.OutputKind;

/**
 * A target with its places, its vectors and what is explained of them.
 *
 * @param quantity what is explained
 * @param value its value
 * @param entries the explained entries, as many as the quantity has terms
 * @param logits the vector of the entry; null if there are several
 */
public record ChosenTarget(Quantity quantity, double value, List<ExplainedEntry> entries, double @Nullable [] logits) {
    /** No entry has this number. */
    private static final int NONE = -1;

    /**
     * Chooses the entries that a target names.
     *
     * @param terms the target, taken apart
     * @param output the output that all of them are in
     */
    public static ChosenTarget of(
            List<Target.Weighted> terms,
            OutputKind output,
            TargetPlaces places,
            EncodedPrompt prompt,
            TokenNames tokens,
            Quantity.Vectors vectors) {
        List<Quantity.Term> chosen = new ArrayList<>();
        List<ExplainedEntry> entries = new ArrayList<>();
        double[] last = null;
        double value = 0;
        for (Target.Weighted weighted : terms) {
            Target target = weighted.target();
            int position = places.position(target, prompt);
            OutputVectors.Vector vector = vectors.at(position);
            double[] values = vector.values();
            EntryNames names = EntryNames.of(output, values.length, prompt, tokens);
            Quantity.Term term = term(target, position, weighted.weight(), values, names);
            Candidates candidates = new Candidates(vector, names, output.entries());
            chosen.add(term);
            Contrast contrast = contrast(target, term.entry(), candidates, names);
            entries.add(new ExplainedEntry(
                    position,
                    weighted.weight(),
                    candidates.of(term.entry()),
                    term.value(vector),
                    Optional.ofNullable(contrast),
                    candidates.top()));
            value += weighted.weight() * entries.getLast().value();
            last = values;
        }
        return new ChosenTarget(new Quantity(output, chosen), value, entries, terms.size() == 1 ? last : null);
    }

    private static Quantity.Term term(Target target, int position, double factor, double[] values, EntryNames names) {
        int rank = target.token().rank();
        int entry = rank > 0 ? Candidates.ranked(values, rank) : names.resolve(target.token());
        double others = target.isAgainstMean() ? -1.0 / values.length : 0;
        TreeMap<Integer, Double> weights = new TreeMap<>();
        for (Target.TokenChoice choice : target.against()) {
            weights.put(
                    choice.isRunnerUp() ? Candidates.largestBut(entry, values) : opponent(choice, entry, names), -1.0);
        }
        weights.put(entry, 1.0);
        return new Quantity.Term(position, factor, entry, Map.copyOf(weights), others, target.measure());
    }

    /**
     * Refuses a target that names no entry, or the same on both sides of a contrast, as {@link #of} does; what a rank stands
     * for is known only when there is a vector.
     */
    static void requireEntries(Target target, EntryNames names) {
        boolean isRanked = target.token().rank() != 0;
        int entry = isRanked ? NONE : names.resolve(target.token());
        target.against().stream()
                .filter(choice -> !choice.isRunnerUp())
                .forEach(choice -> opponent(choice, entry, names));
    }

    private static int opponent(Target.TokenChoice choice, int entry, EntryNames names) {
        int id = names.resolve(choice);
        if (id == entry) {
            throw new ExplainException("the target token " + id + " cannot be contrasted with itself");
        }
        return id;
    }

    private static @Nullable Contrast contrast(Target target, int entry, Candidates candidates, EntryNames names) {
        if (target.against().isEmpty() && !target.isAgainstMean()) {
            return null;
        }
        List<Candidate> others = target.against().stream()
                .map(choice -> choice.isRunnerUp() ? candidates.largestBut(entry) : names.resolve(choice))
                .distinct()
                .map(candidates::of)
                .toList();
        return new Contrast(others, target.isAgainstMean());
    }
}
