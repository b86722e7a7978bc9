// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops.linear;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Which experts each token of a mixture goes to: the same number for each token, none of them twice. */
public final class Routing {
    private final int[] experts;
    private final int perToken;

    private Routing(int[] experts, int perToken) {
        this.experts = experts;
        this.perToken = perToken;
    }

    /** The experts chosen for each token, in the order in which their results are wanted. */
    public static Routing of(int[][] chosen) {
        if (chosen.length == 0 || chosen[0].length == 0) {
            throw new IllegalArgumentException("routing: no experts for " + chosen.length + " tokens");
        }
        int perToken = chosen[0].length;
        int[] experts = new int[Math.multiplyExact(chosen.length, perToken)];
        for (int token = 0; token < chosen.length; token++) {
            int[] row = chosen[token];
            if (row.length != perToken || IntStream.of(row).distinct().count() != perToken) {
                throw new IllegalArgumentException("routing: token " + token + " goes to experts "
                        + Arrays.toString(row) + ", expected " + perToken + " different ones");
            }
            System.arraycopy(row, 0, experts, token * perToken, perToken);
        }
        return new Routing(experts, perToken);
    }

    /** Number of tokens. */
    public int tokens() {
        return experts.length / perToken;
    }

    /** Experts of each token. */
    public int perToken() {
        return perToken;
    }

    /** For each pair of token and chosen expert, token by token, its token. */
    public int[] tokenOfPair() {
        int[] tokens = new int[experts.length];
        Arrays.setAll(tokens, pair -> pair / perToken);
        return tokens;
    }

    /** For each pair of token and chosen expert, token by token, its expert. */
    public int[] expertOfPair() {
        return experts.clone();
    }
}
