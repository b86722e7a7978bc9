// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.input;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the word that was meant by a mistyped one. */
public final class Spelling {
    private Spelling() {}

    /**
     * The word most like another, if one is like it: at most a third of its letters are wrong, missing, too many or
     * exchanged with their neighbours.
     */
    public static Optional<String> nearest(String mistyped, Collection<String> words) {
        return words.stream()
                .filter(word -> distance(mistyped, word) <= Math.max(1, letters(word) / 3))
                .min(Comparator.comparingInt((String word) -> distance(mistyped, word))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static int letters(String word) {
        return (int) word.chars().filter(Character::isLetter).count();
    }

    /** Letters to replace, insert or leave out, and neighbours to exchange (the distance of Damerau and Levenshtein). */
    private static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        Arrays.setAll(cost[0], j -> j);
        for (int i = 1; i <= a.length(); i++) {
            cost[i][0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                cost[i][j] = Math.min(replaced, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
                boolean exchanged =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (exchanged) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[a.length()][b.length()];
    }
}
