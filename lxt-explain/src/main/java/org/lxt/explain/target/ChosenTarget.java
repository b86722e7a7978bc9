package org.lxt.explain.target;

import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lxt.explain.request.ExplainException;
import org.lxt.explain.request.Target;
import org.lxt.explain.result.Candidate;
import org.lxt.explain.result.Contrast;
import org.lxt.spi.OutputKind;

/**
 * A target with its place, its vector and what is explained of it.
 *
 * @param quantity what is explained
 * @param entry the explained entry
 * @param value the explained value
 * @param candidates the entries of its vector
 * @param values the vector
 * @param contrast what it is compared with
 */
public record ChosenTarget(
        Quantity quantity,
        int entry,
        double value,
        Candidates candidates,
        double[] values,
        @Nullable Contrast contrast) {
    /** No entry has this number. */
    private static final int NONE = -1;

    /** Chooses the entry that a target names. */
    public static ChosenTarget of(
            Target target, OutputKind output, int position, OutputVectors.Vector vector, EntryNames names) {
        double[] values = vector.values();
        int rank = target.token().rank();
        int entry = rank > 0 ? Candidates.ranked(values, rank) : names.resolve(target.token());
        double other = target.isAgainstMean() ? -1.0 / values.length : 0;
        TreeMap<Integer, Double> weights = new TreeMap<>();
        for (Target.TokenChoice choice : target.against()) {
            weights.put(opponent(choice, entry, names), -1.0);
        }
        weights.put(entry, 1.0);
        Quantity quantity = new Quantity(output, position, weights, other);
        Candidates candidates = new Candidates(values, names, output.entries());
        return new ChosenTarget(
                quantity, entry, quantity.value(vector), candidates, values, contrast(target, candidates, names));
    }

    /**
     * Refuses a target that names no entry, or the same on both sides of a contrast, as {@link #of} does; what a rank stands
     * for is known only when there is a vector.
     */
    static void requireEntries(Target target, EntryNames names) {
        boolean isRanked = target.token().rank() > 0;
        int entry = isRanked ? NONE : names.resolve(target.token());
        target.against().forEach(choice -> opponent(choice, entry, names));
    }

    private static int opponent(Target.TokenChoice choice, int entry, EntryNames names) {
        int id = names.resolve(choice);
        if (id == entry) {
            throw new ExplainException("the target token " + id + " cannot be contrasted with itself");
        }
        return id;
    }

    private static @Nullable Contrast contrast(Target target, Candidates candidates, EntryNames names) {
        if (target.against().isEmpty() && !target.isAgainstMean()) {
            return null;
        }
        List<Candidate> others = target.against().stream()
                .map(names::resolve)
                .distinct()
                .map(candidates::of)
                .toList();
        return new Contrast(others, target.isAgainstMean());
    }
}
