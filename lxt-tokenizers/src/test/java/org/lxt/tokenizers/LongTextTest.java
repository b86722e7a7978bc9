// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Time grows with the length of the text, whatever is in it; the limit is far above what a slow processor needs. */
class LongTextTest {

    private static final int LENGTH = 400_000;
    /** Kinds that give back every text as it was. */
    private static final Set<String> EXACT = Set.of("llama3", "gpt2");

    /** Of the processor's time, which does not depend on what else a machine does. */
    private static final Duration LIMIT = Duration.ofSeconds(4);

    /** After which a text is given up. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static Encoding encoded(Tokenizer tokenizer, String text) {
        return Assertions.assertTimeoutPreemptively(PATIENCE, () -> {
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            long begin = threads.getCurrentThreadCpuTime();
            Encoding encoding = tokenizer.encode(text, null, false);
            assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - begin))
                    .isLessThan(LIMIT);
            return encoding;
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "llama3",
                "qwen2",
                "gpt2-prefix-space",
                "variant-added-tokens-nfc",
                "gemma",
                "llama2",
                "llama2-metaspace",
                "unigram",
                "bert-uncased",
                "variant-sentencepiece-rules",
                "variant-nmt-accents-lower"
            })
    void oneCharacterAgainAndAgain(String kind) {
        Tokenizer tokenizer = Fixtures.tokenizer(kind);
        for (String unit : new String[] {"a", " ", "\n", "1", "!", "日", "🙂", "\u0301", "e\u0301\u0323", "ab", "<"}) {
            String text = unit.repeat(LENGTH / unit.length());
            Encoding encoding = encoded(tokenizer, text);
            if (encoding.length() > 0) {
                assertThat(encoding.end(encoding.length() - 1)).isLessThanOrEqualTo(text.length());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama3", "qwen2", "gpt2", "unigram", "bert-cased", "llama2-metaspace"})
    void randomText(String kind) {
        Tokenizer tokenizer = Fixtures.tokenizer(kind);
        Random random = new Random(3);
        StringBuilder text = new StringBuilder();
        while (text.length() < LENGTH) {
            text.appendCodePoint(random.nextInt(random.nextInt(4) == 0 ? 0xD800 : 0x100));
        }
        String original = text.toString();
        Encoding encoding = encoded(tokenizer, original);
        if (EXACT.contains(kind)) {
            assertThat(tokenizer.decode(encoding.ids(), false)).isEqualTo(original);
        }
    }
}
