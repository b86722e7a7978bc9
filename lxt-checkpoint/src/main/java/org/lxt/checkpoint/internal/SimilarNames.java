// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The names a reader may have meant, by edit distance. */
public final class SimilarNames {
    private static final int MOST = 3;

    // The distance takes the product of the lengths; a real parameter's name is far shorter than this.
    private static final int LONGEST = 200;

    private SimilarNames() {}

    private record Candidate(String name, int distance) {}

    /** A clause with up to three similar names; empty if none is similar. */
    public static String hint(String wanted, Collection<String> names) {
        List<String> similar = of(wanted, names);
        return similar.isEmpty()
                ? ""
                : similar.stream().map(Refusal::quote).collect(Collectors.joining(", ", ", but has the similar ", ""));
    }

    /** Up to three names at most a third of whose letters differ, most similar first. */
    static List<String> of(String wanted, Collection<String> names) {
        if (wanted.length() > LONGEST) {
            return List.of();
        }
        int limit = Math.max(2, wanted.length() / 3);
        List<Candidate> candidates = new ArrayList<>();
        for (String name : names) {
            if (name.length() <= LONGEST && Math.abs(name.length() - wanted.length()) <= limit) {
                int distance = distance(wanted, name);
                if (distance <= limit) {
                    candidates.add(new Candidate(name, distance));
                }
            }
        }
        candidates.sort(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name));
        return candidates.stream().limit(MOST).map(Candidate::name).toList();
    }

    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        int[] current = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
            }
            int[] swap = previous;
            previous = current;
            current = swap;
        }
        return previous[b.length()];
    }
}
