// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.evaluate.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lxt.evaluate.evidence.EvidenceFile;
import org.lxt.tasks.refusal.TaskException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Generated prompts say what they claim to say. */
class PromptKindTest {
    private static final Pattern ASSIGNMENT = Pattern.compile("VAR ([A-Z]{3}) = (\\w+)\\.");

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(PromptKind.class)
    void linesAreReadDifferAndAreTheSameForTheSameSeed(PromptKind kind) throws IOException {
        List<String> lines = kind.lines(50, 10, 3);
        assertThat(lines).hasSize(50).doesNotHaveDuplicates().isEqualTo(kind.lines(50, 10, 3));
        assertThat(lines).isNotEqualTo(kind.lines(50, 10, 4));
        Path file = Files.write(folder.resolve("prompts.jsonl"), lines);
        assertThat(EvidenceFile.read(file).prompts()).hasSize(50);
        assertThat(PromptKind.of(kind.toString())).isSameAs(kind);
    }

    @Test
    void theNeedleThatIsAskedForIsTheEvidence() {
        for (String line : PromptKind.NEEDLE.lines(50, 5, 0)) {
            JsonNode root = JsonMapper.shared().readTree(line);
            String prompt = root.path("prompt").asString();
            String thing = prompt.replaceFirst("(?s).*What is the secret number of the (\\w+)\\?.*", "$1");
            assertThat(marked(root, "sentence"))
                    .containsExactly("The secret number of the " + thing + " is"
                            + root.path("answer").asString() + ".");
            assertThat(marked(root, "value"))
                    .containsExactly(root.path("answer").asString().strip());
            assertThat(prompt).endsWith("The secret number of the " + thing + " is");
        }
    }

    @Test
    void theAssignmentsThatLeadToTheAnswerAreTheEvidence() {
        for (String line : PromptKind.VARIABLES.lines(50, 5, 0)) {
            JsonNode root = JsonMapper.shared().readTree(line);
            String prompt = root.path("prompt").asString();
            Map<String, String> assigned = new HashMap<>();
            Matcher all = ASSIGNMENT.matcher(prompt);
            while (all.find()) {
                assertThat(assigned.put(all.group(1), all.group(2))).isNull();
            }
            assertThat(assigned).hasSize(6);
            String name = prompt.replaceFirst("(?s).*The value of ([A-Z]{3}) is$", "$1");
            int followed = 0;
            List<String> chain = marked(root, "chain");
            while (assigned.containsKey(name)) {
                assertThat(chain).contains("VAR " + name + " = " + assigned.get(name) + ".");
                name = assigned.get(name);
                followed++;
            }
            assertThat(root.path("answer").asString()).isEqualTo(" " + name);
            assertThat(marked(root, "value")).containsExactly(name);
            assertThat(chain).hasSize(followed).hasSize(3);
        }
    }

    @Test
    void wrongUsesAreRefused() {
        assertThatThrownBy(() -> PromptKind.of("haystack"))
                .isInstanceOf(TaskException.class)
                .hasMessageContaining("there are needle and variables");
        assertThatThrownBy(() -> PromptKind.NEEDLE.lines(0, 5, 0)).hasMessageContaining("give 1 prompt or more");
    }

    private static List<String> marked(JsonNode root, String name) {
        String prompt = root.path("prompt").asString();
        return root.path("evidence")
                .path(name)
                .valueStream()
                .map(r -> prompt.substring(r.get(0).asInt(), r.get(1).asInt()))
                .toList();
    }
}
