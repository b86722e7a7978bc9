package org.lxt.explain;

import java.util.ArrayList;
import java.util.List;

/** The tokens of a vector of logits, by size. */
final class Candidates {
    private static final int SHOWN = 5;

    private final double[] logits;
    private final TokenNames names;
    private final double max;
    private final double sum;

    Candidates(double[] logits, TokenNames names) {
        this.logits = logits;
        this.names = names;
        this.max = logits[largest(logits)];
        double total = 0;
        for (double logit : logits) {
            total += Math.exp(logit - max);
        }
        this.sum = total;
    }

    /** Index of the largest logit, the first of equals. */
    static int largest(double[] logits) {
        int best = 0;
        for (int i = 1; i < logits.length; i++) {
            if (logits[i] > logits[best]) {
                best = i;
            }
        }
        return best;
    }

    Candidate of(int id) {
        return new Candidate(id, names.display(id), logits[id], Math.exp(logits[id] - max) / sum);
    }

    /** Index of the logit of a rank, 1 the largest. */
    static int ranked(double[] logits, int rank) {
        if (rank > logits.length) {
            throw new ExplainException("there is no logit of rank " + rank + ": the output has " + logits.length);
        }
        return largest(logits, rank).getLast();
    }

    /** The largest few, largest first. */
    List<Candidate> top() {
        return largest(logits, SHOWN).stream().map(this::of).toList();
    }

    private static List<Integer> largest(double[] logits, int count) {
        List<Integer> best = new ArrayList<>();
        for (int i = 0; i < logits.length; i++) {
            int at = best.size();
            while (at > 0 && logits[i] > logits[best.get(at - 1)]) {
                at--;
            }
            if (at < count) {
                best.add(at, i);
                if (best.size() > count) {
                    best.removeLast();
                }
            }
        }
        return best;
    }
}
