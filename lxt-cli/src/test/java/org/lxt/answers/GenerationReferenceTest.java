// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.answers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lxt.explain.Explainer;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.result.Generation;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The decoder cases continue their prompts as {@code generate} of transformers does, which keeps keys as we do. */
class GenerationReferenceTest {
    /**
     * One continuation by transformers.
     *
     * @param name name of the case
     * @param prompt ids of the prompt
     * @param tokens what follows
     * @param endedBy {@code length}; {@code end}, the model ended its answer; or {@code margin}, two tokens were level
     */
    record Continued(String name, List<Integer> prompt, List<Integer> tokens, String endedBy) {
        int[] ids() {
            return prompt.stream().mapToInt(i -> i).toArray();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static final Path ORACLE = Path.of(System.getProperty("lxt.root"), "oracle");

    static List<Continued> continued() {
        List<Map<String, Object>> lines =
                JsonMapper.shared().readValue(ORACLE.resolve("generation.json").toFile(), new TypeReference<>() {});
        return lines.stream().map(GenerationReferenceTest::continued).toList();
    }

    @SuppressWarnings("unchecked") // the file is ours
    private static Continued continued(Map<String, Object> line) {
        return new Continued(
                (String) line.get("case"),
                (List<Integer>) line.get("prompt"),
                (List<Integer>) line.get("tokens"),
                (String) line.get("ended_by"));
    }

    @ParameterizedTest
    @MethodSource("continued")
    void theSameTokensFollow(Continued expected) {
        int wanted = expected.tokens().size() + (expected.endedBy().equals("end") ? 1 : 0);
        if (wanted == 0) {
            return;
        }
        try (Explainer explainer = Explainer.open(ORACLE.resolve("cases").resolve(expected.name()))) {
            Generation made = explainer.generate(Prompt.ofIds(expected.ids()), wanted);
            assertThat(made.generated())
                    .containsExactly(expected.tokens().stream().mapToInt(i -> i).toArray());
            assertThat(made.ended()).isEqualTo(expected.endedBy().equals("end"));
        }
    }

    /** No family was left out. */
    @Test
    void manyOfEachFamilyAreContinued() {
        for (String family : List.of("llama", "qwen2", "qwen3", "qwen3_moe", "gemma3", "gpt2")) {
            assertThat(continued())
                    .filteredOn(c -> c.name().startsWith(family + "-"))
                    .filteredOn(c -> c.tokens().size() >= 18)
                    .as(family)
                    .hasSizeGreaterThan(5);
        }
    }
}
