// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.evaluate.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Sentences that say nothing, with others between them at random places. */
final class Filler {
    private static final List<String> SENTENCES = List.of(
            "The river runs to the sea.",
            "Snow fell on the hills.",
            "A road leads to the village.",
            "The wind came from the west.",
            "Leaves turn red in autumn.",
            "The old bridge is made of stone.",
            "A bell rings at noon.",
            "The market opens early.");

    private Filler() {}

    /**
     * Filler and other sentences.
     *
     * @param count sentences of filler
     * @param others how many other sentences there are
     * @return for each sentence the filler, or null where another sentence goes, in their order
     */
    static List<String> around(SplittableRandom random, int count, int others) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(SENTENCES.get(random.nextInt(SENTENCES.size())));
        }
        for (int i = 0; i < others; i++) {
            all.add(random.nextInt(all.size() + 1), OTHER);
        }
        return all;
    }

    /** Stands where another sentence goes. */
    static final String OTHER = "";

    /** Some of a list, each once, in random order. */
    static <T> List<T> some(SplittableRandom random, List<T> all, int count) {
        List<T> left = new ArrayList<>(all);
        List<T> taken = new ArrayList<>();
        while (taken.size() < count) {
            taken.add(left.remove(random.nextInt(left.size())));
        }
        return taken;
    }
}
