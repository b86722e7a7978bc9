// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.model;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.DoubleStream;
import org.lxt.tokenizers.file.Field;

/**
 * The merges of a BPE model: for each pair of neighbouring tokens that may be joined, its rank (lower ranks are joined
 * first) and the token it becomes. An open-addressed table over primitive arrays, as every pair of every piece is
 * looked up.
 */
final class Merges {

    private static final long FREE = -1;

    private final long[] pairs;
    private final int[] ranks;
    private final int[] results;

    private Merges(int count) {
        int capacity = Integer.highestOneBit(Math.max(8, count)) * 4;
        pairs = new long[capacity];
        Arrays.fill(pairs, FREE);
        ranks = new int[capacity];
        results = new int[capacity];
    }

    /**
     * Reads the list of pairs, each either an array of two tokens or, in older files, one string "left right". What they
     * become is the two together, without the prefix of the right one.
     */
    static Merges read(Field field, Vocabulary vocabulary, String prefix) {
        List<Field> pairs = field.elements();
        Merges merges = new Merges(pairs.size());
        for (int rank = 0; rank < pairs.size(); rank++) {
            Field pair = pairs.get(rank);
            if (isVersionLine(pair)) {
                continue;
            }
            String[] parts = parts(pair);
            merges.put(
                    known(parts[0], pair, vocabulary),
                    known(parts[1], pair, vocabulary),
                    rank,
                    known(parts[0] + withoutPrefix(parts[1], prefix, pair), pair, vocabulary));
        }
        return merges;
    }

    /**
     * All pairs of tokens whose texts together are a token, ranked by the score of that token, the highest first. Pairs of equal
     * scores have the same rank.
     *
     * @param joins whether a token may come of a pair
     */
    static Merges byScore(Vocabulary vocabulary, double[] scores, IntPredicate joins) {
        double[] falling =
                DoubleStream.of(scores).map(s -> -s).sorted().distinct().toArray();
        int size = vocabulary.size();
        int[] pairs = new int[3 * size];
        int count = 0;
        for (int id = 0; id < size; id++) {
            String token = vocabulary.token(id);
            if (token == null || !joins.test(id)) {
                continue;
            }
            for (int i = token.offsetByCodePoints(0, token.isEmpty() ? 0 : 1);
                    i < token.length();
                    i = token.offsetByCodePoints(i, 1)) {
                int left = vocabulary.id(token.substring(0, i));
                int right = left < 0 ? -1 : vocabulary.id(token.substring(i));
                if (right >= 0) {
                    if (count + 3 > pairs.length) {
                        pairs = Arrays.copyOf(pairs, 2 * pairs.length);
                    }
                    pairs[count] = left;
                    pairs[count + 1] = right;
                    pairs[count + 2] = id;
                    count += 3;
                }
            }
        }
        Merges merges = new Merges(count / 3);
        for (int i = 0; i < count; i += 3) {
            int rank = Arrays.binarySearch(falling, -scores[pairs[i + 2]]);
            merges.put(pairs[i], pairs[i + 1], rank, pairs[i + 2]);
        }
        return merges;
    }

    /** Place of the pair in the table, for {@link #rank} and {@link #result}; -1 where it is not to be joined. */
    int find(int left, int right) {
        long pair = pair(left, right);
        int mask = pairs.length - 1;
        for (int slot = slot(pair, mask); ; slot = (slot + 1) & mask) {
            if (pairs[slot] == pair) {
                return slot;
            }
            if (pairs[slot] == FREE) {
                return -1;
            }
        }
    }

    int rank(int place) {
        return ranks[place];
    }

    int result(int place) {
        return results[place];
    }

    private void put(int left, int right, int rank, int result) {
        long pair = pair(left, right);
        int mask = pairs.length - 1;
        int slot = slot(pair, mask);
        // A pair that is listed twice has the rank of its last place, as in the reference library.
        while (pairs[slot] != FREE && pairs[slot] != pair) {
            slot = (slot + 1) & mask;
        }
        pairs[slot] = pair;
        ranks[slot] = rank;
        results[slot] = result;
    }

    private static String withoutPrefix(String token, String prefix, Field pair) {
        if (token.length() < prefix.length()) {
            throw pair.wrong("must have a second token that begins with " + Field.quote(prefix));
        }
        return token.substring(prefix.length());
    }

    private static long pair(int left, int right) {
        return (long) left << 32 | right;
    }

    private static int slot(long pair, int mask) {
        long mixed = pair * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32) & mask;
    }

    private static boolean isVersionLine(Field pair) {
        return pair.node() != null && pair.node().isString() && pair.text().startsWith("#version");
    }

    private static String[] parts(Field pair) {
        if (pair.node() != null && pair.node().isString()) {
            String[] parts = pair.text().split(" ", -1);
            if (parts.length != 2) {
                throw pair.wrong("must be two tokens with one space between them");
            }
            return parts;
        }
        List<Field> parts = pair.elements();
        if (parts.size() != 2) {
            throw pair.wrong("must be a pair of tokens");
        }
        return new String[] {parts.get(0).text(), parts.get(1).text()};
    }

    private static int known(String token, Field pair, Vocabulary vocabulary) {
        int id = vocabulary.id(token);
        if (id < 0) {
            throw pair.fault(pair.path() + " needs the token " + Field.quote(token)
                    + ", which is not in the vocabulary; the file is damaged");
        }
        return id;
    }
}
