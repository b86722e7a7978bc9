// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lxt.tokenizers.TokenizerFiles;

class BpeWordTest {

    private static final int SYMBOLS = 4;

    /** Both ways of joining must agree with the plain definition, on random merges and words around their border. */
    @Test
    void joinsAsDefined() {
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            List<String> tokens = new ArrayList<>(List.of("a", "b", "c", "d"));
            List<String[]> merges = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                String left = tokens.get(random.nextInt(tokens.size()));
                String right = tokens.get(random.nextInt(tokens.size()));
                merges.add(new String[] {left, right});
                if (!tokens.contains(left + right)) {
                    tokens.add(left + right);
                }
            }
            StringBuilder word = new StringBuilder();
            int length = 1 + random.nextInt(120);
            for (int i = 0; i < length; i++) {
                word.append(tokens.get(random.nextInt(SYMBOLS)));
            }
            assertThat(joined(tokens, merges, word.toString())).isEqualTo(defined(merges, word.toString()));
        }
    }

    private static List<String> joined(List<String> tokens, List<String[]> merges, String word) {
        StringBuilder vocab = new StringBuilder();
        for (int i = 0; i < tokens.size(); i++) {
            vocab.append(i == 0 ? "" : ",")
                    .append('"')
                    .append(tokens.get(i))
                    .append("\":")
                    .append(i);
        }
        StringBuilder pairs = new StringBuilder();
        for (String[] merge : merges) {
            pairs.append(pairs.isEmpty() ? "" : ",")
                    .append("[\"")
                    .append(merge[0])
                    .append("\",\"")
                    .append(merge[1])
                    .append("\"]");
        }
        return TokenizerFiles.load(
                        "{\"model\": {\"type\": \"BPE\", \"vocab\": {" + vocab + "}, \"merges\": [" + pairs + "]}}")
                .encode(word)
                .tokens();
    }

    private static List<String> defined(List<String[]> merges, String word) {
        List<String> tokens = new ArrayList<>(List.of(word.split("")));
        while (true) {
            int bestRank = -1;
            int best = -1;
            for (int i = 0; i + 1 < tokens.size(); i++) {
                int rank = rank(merges, tokens.get(i), tokens.get(i + 1));
                if (rank >= 0 && (best < 0 || rank < bestRank)) {
                    best = i;
                    bestRank = rank;
                }
            }
            if (best < 0) {
                return tokens;
            }
            tokens.set(best, tokens.get(best) + tokens.remove(best + 1));
        }
    }

    private static int rank(List<String[]> merges, String left, String right) {
        for (int i = merges.size() - 1; i >= 0; i--) {
            if (merges.get(i)[0].equals(left) && merges.get(i)[1].equals(right)) {
                return i;
            }
        }
        return -1;
    }
}
