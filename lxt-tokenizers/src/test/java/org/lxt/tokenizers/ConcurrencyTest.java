// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ConcurrencyTest {

    @Test
    void threadsShareOneTokenizer() throws Exception {
        List<String> texts = Fixtures.cases("llama3").stream()
                .map(row -> row.get("text").stringValue())
                .toList();
        Tokenizer alone = Fixtures.tokenizer("llama3");
        List<int[]> expected =
                texts.stream().map(text -> alone.encode(text).ids()).toList();
        Tokenizer shared = Fixtures.tokenizer("llama3");
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<?>> runs = new ArrayList<>();
            for (int seed = 0; seed < 16; seed++) {
                List<Integer> order = new ArrayList<>();
                for (int i = 0; i < texts.size(); i++) {
                    order.add(i);
                }
                Collections.shuffle(order, new Random(seed));
                runs.add(threads.submit(() -> order.forEach(
                        i -> assertThat(shared.encode(texts.get(i)).ids()).isEqualTo(expected.get(i)))));
            }
            for (Future<?> run : runs) {
                run.get();
            }
        }
    }
}
