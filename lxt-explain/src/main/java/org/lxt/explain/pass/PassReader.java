// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.pass;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.lxt.explain.observe.SeenValue;
import org.lxt.explain.request.Detail;
import org.lxt.tensor.Gradients;
import org.lxt.tensor.Seed;

/** Goes back over a recorded pass, for many seeds in as few walks as memory allows, and reads what they left. */
final class PassReader {
    /** So many gradient rows go back together, or those of one seed if they are more: 130 MB for 8,192 columns. */
    private static final int MOST_ROWS = 4096;

    private final Pass pass;
    private final QuestionBatch batch;
    private final Set<Detail> details;
    private final Pass.Result forward;
    private final Collection<SeenValue> seen;

    /**
     * Reads a pass.
     *
     * @param seen values inside the model whose gradients it keeps
     */
    PassReader(Pass pass, QuestionBatch batch, Set<Detail> details, Pass.Result forward, Collection<SeenValue> seen) {
        this.pass = pass;
        this.batch = batch;
        this.details = details;
        this.forward = forward;
        this.seen = seen;
    }

    /**
     * What each seed found at the prompt of its question.
     *
     * @param questions for each seed, whose it is
     * @param isLast whether the pass is not gone back over again
     */
    List<Propagated> back(List<AskedQuestion> questions, List<Seed> seeds, boolean isLast) {
        List<Integer> ends = ends(questions);
        pass.beginRound(ends.size());
        List<Propagated> found = new ArrayList<>();
        int first = 0;
        for (int end : ends) {
            Gradients gradients = pass.backward(seeds.subList(first, end), isLast && end == seeds.size());
            PropagatedParts parts = new PropagatedParts(batch.prompts(), details, forward, gradients, seen);
            for (int seed = first; seed < end; seed++) {
                found.add(parts.of(batch.sequence(questions.get(seed)), seed - first));
            }
            first = end;
        }
        return found;
    }

    /** Where each walk ends: as many seeds as there is room for, and at least one. */
    private static List<Integer> ends(List<AskedQuestion> questions) {
        List<Integer> ends = new ArrayList<>();
        int end = 0;
        while (end < questions.size()) {
            int rows = questions.get(end++).rows();
            while (end < questions.size() && rows + questions.get(end).rows() <= MOST_ROWS) {
                rows += questions.get(end++).rows();
            }
            ends.add(end);
        }
        return ends;
    }
}
