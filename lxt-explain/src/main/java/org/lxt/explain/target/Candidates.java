// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.target;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.lxt.explain.request.ExplainException;
import org.lxt.explain.result.Candidate;
import org.lxt.spi.OutputKind.Entries;

/** The entries of a vector of logits, by size. */
public final class Candidates {
    private static final int SHOWN = 5;

    private final double[] logits;
    private final EntryNames names;
    private final Entries entries;
    private final Supplier<Softmax> softmax;

    Candidates(double[] logits, EntryNames names) {
        this(logits, () -> Softmax.of(logits), names, Entries.NEXT_TOKEN);
    }

    Candidates(OutputVectors.Vector vector, EntryNames names, Entries entries) {
        this(vector.values(), vector::softmax, names, entries);
    }

    private Candidates(double[] logits, Supplier<Softmax> softmax, EntryNames names, Entries entries) {
        this.logits = logits;
        this.softmax = softmax;
        this.names = names;
        this.entries = entries;
    }

    /** Index of the largest logit, the first of equals. */
    public static int largest(double[] logits) {
        int best = 0;
        for (int i = 1; i < logits.length; i++) {
            if (logits[i] > logits[best]) {
                best = i;
            }
        }
        return best;
    }

    /** Index of the largest of all other logits. */
    static int largestBut(int entry, double[] logits) {
        if (logits.length < 2) {
            throw new ExplainException("the output has a single entry, so there is no runner-up");
        }
        int best = entry == 0 ? 1 : 0;
        for (int i = best + 1; i < logits.length; i++) {
            if (i != entry && logits[i] > logits[best]) {
                best = i;
            }
        }
        return best;
    }

    int largestBut(int entry) {
        return largestBut(entry, logits);
    }

    /** The entry of this number. */
    public Candidate of(int id) {
        return new Candidate(id, names.display(id), logits[id], probability(logits[id]));
    }

    private double probability(double logit) {
        return switch (entries) {
            case NEXT_TOKEN, MASKED_TOKEN, LABEL, PROMPT_TOKEN -> softmax.get().probability(logit);
            case INDEPENDENT_LABEL -> 1 / (1 + Math.exp(-logit));
            case SCORE, UNIT -> Double.NaN;
        };
    }

    /** Index of the logit of a rank, 1 the largest. */
    static int ranked(double[] logits, int rank) {
        if (rank > logits.length) {
            throw new ExplainException("there is no logit of rank " + rank + ": the output has " + logits.length);
        }
        return largest(logits, rank).getLast();
    }

    /** The largest few, largest first. */
    public List<Candidate> top() {
        return largest(logits, SHOWN).stream().map(this::of).toList();
    }

    private static List<Integer> largest(double[] logits, int count) {
        List<Integer> best = new ArrayList<>();
        double least = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < logits.length; i++) {
            if (best.size() == count && logits[i] <= least) {
                continue;
            }
            int at = best.size();
            while (at > 0 && logits[i] > logits[best.get(at - 1)]) {
                at--;
            }
            best.add(at, i);
            if (best.size() > count) {
                best.removeLast();
            }
            least = logits[best.getLast()];
        }
        return best;
    }
}
