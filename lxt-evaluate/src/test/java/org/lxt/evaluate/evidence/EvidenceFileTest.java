// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.evaluate.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lxt.tasks.refusal.TaskException;

/** Files of evidence are read, and wrong ones refused by line. */
class EvidenceFileTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[1]|this is not a JSON object",
                "{\"prompt\": \"a b\"}|there is no \"evidence\"",
                "{\"evidence\": {\"e\": \"a\"}}|as one of \"prompt\", \"messages\", \"ids\" and \"image\"",
                "{\"prompt\": \"a b\", \"evidence\": {\"e\": [2, 9]}}|the range [2, 9], which is not in the prompt of 3 characters",
                "{\"prompt\": \"a b\", \"evidence\": {\"e\": [2, 2]}}|the range [2, 2], which is not in the prompt",
                "{\"prompt\": \"a b\", \"evidence\": {\"e\": 7}}|\"e\" is neither a range such as [10, 14]",
                "{\"ids\": [1, -2], \"evidence\": {\"e\": [0, 1]}}|the \"ids\" are not a list of token ids",
                "{\"ids\": [1, 2], \"evidence\": {\"e\": [0, 3]}}|not in the prompt of 2 ids",
                "{\"prompt\": \"a b\", \"answr\": \"c\", \"evidence\": {\"e\": \"a\"}}|there is no field \"answr\"; there are prompt, pair",
                "{\"prompt\": \"a b\", \"answer\": \" c\", \"target\": \"c\", \"evidence\": {\"e\": \"a\"}}|both say what is explained",
                "{\"prompt\": \"a b\", \"answer\": \" c\", \"part\": \"d\", \"evidence\": {\"e\": \"a\"}}|\"part\" is not a part of the \"answer\"",
                "{\"prompt\": \"a b\", \"mask\": \"m.png\", \"evidence\": {\"e\": \"a\"}}|a \"mask\" goes with an \"image\"",
                "{\"messages\": [{\"role\": \"user\", \"content\": \"a\"}], \"evidence\": {\"e\": [0, 1]}}|give the words",
            })
    void whatIsWrongIsSaidWithTheLine(String line, String sentence) throws IOException {
        Path file = Files.writeString(
                folder.resolve("e.jsonl"), "{\"prompt\": \"x y\", \"evidence\": {\"e\": \"y\"}}\n\n" + line + "\n");
        assertThatThrownBy(() -> EvidenceFile.read(file))
                .isInstanceOf(TaskException.class)
                .hasMessageStartingWith(file + ", line 3")
                .hasMessageContaining(sentence);
    }

    @Test
    void aPromptThatStandsTwiceAndAnEmptyFileAreRefused() throws IOException {
        String line = "{\"prompt\": \"x y\", \"evidence\": {\"e\": \"y\"}}\n";
        Path twice = Files.writeString(folder.resolve("twice.jsonl"), line + line);
        assertThatThrownBy(() -> EvidenceFile.read(twice))
                .hasMessageContaining("line 2: the same prompt stands in line 1");
        Path empty = Files.writeString(folder.resolve("empty.jsonl"), "\n");
        assertThatThrownBy(() -> EvidenceFile.read(empty)).hasMessageContaining("holds no prompt");
    }

    @Test
    void rangesTextsAndListsAreRead() throws IOException {
        Path file = Files.writeString(
                folder.resolve("e.jsonl"),
                "{\"prompt\": \"x y z\", \"evidence\": {\"a\": \"y\", \"b\": [0, 1], \"c\": [[0, 1], \"z\"]}}");
        EvidencePrompt prompt = EvidenceFile.read(file).prompts().getFirst();
        assertThat(prompt.evidence()).containsOnlyKeys("a", "b", "c");
        assertThat(prompt.evidence().get("c")).containsExactly(new Place.Range(0, 1), new Place.Words("z"));
        assertThat(prompt.digest()).hasSize(32);
    }
}
