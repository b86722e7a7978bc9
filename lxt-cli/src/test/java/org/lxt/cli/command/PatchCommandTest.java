// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lxt.cli.Cli;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code lxt patch}; what it measures is compared with PyTorch in the families' tests of units. */
class PatchCommandTest {
    private static final String[] PROMPTS = {"--from", "Lars likes", "Tom likes"};

    @TempDir
    private Path folder;

    private static Cli patch(String... options) {
        Object[] all = new Object[options.length + PROMPTS.length + 1];
        all[0] = "patch";
        System.arraycopy(options, 0, all, 1, options.length);
        System.arraycopy(PROMPTS, 0, all, options.length + 1, PROMPTS.length);
        return Cli.run(all);
    }

    @Test
    void allOfAPromptPatchedIsTheOtherPrompt() throws IOException {
        Path file = folder.resolve("patches.json");
        Cli run = patch("--units", "layers.0", "--by", "choice", "--json", file.toString())
                .succeeds();
        assertThat(run.lines().getFirst()).matches("\" \\w+\" [0-9.]+, -?[0-9.]+ in the other prompt");
        assertThat(run.lines().get(1)).contains("100.0%").endsWith("layers.0");
        JsonNode json = new JsonMapper().readTree(Files.readString(file));
        assertThat(json.path("effects").get(0).path("after").asDouble())
                .isCloseTo(json.path("in_other").asDouble(), within(1e-4));
    }

    @Test
    void aLineForEachPartLargestFirst() {
        Cli run = patch("--units", "layers.*.*.heads", "--by", "unit", "--top", "4")
                .succeeds();
        assertThat(run.lines()).hasSize(5);
        double[] changes = run.lines().stream()
                .skip(1)
                .mapToDouble(line -> Math.abs(Double.parseDouble(line.strip().split(" ", 2)[0])))
                .toArray();
        assertThat(changes).isSortedAccordingTo((a, b) -> Double.compare(b, a));
        assertThat(run.lines()).anyMatch(line -> line.matches(".*heads\\[\\d]$"));
    }

    @Test
    void anEstimateIsOfUnitsAtPositions() {
        Cli run = patch("--units", "layers.*.mlp.neurons", "--estimate", "--rules", "relp", "--top", "2")
                .succeeds();
        assertThat(run.lines())
                .hasSize(2)
                .allMatch(line -> line.matches(" *[+-][0-9.]+ {2}layers\\.\\d+\\.mlp\\.neurons\\[\\d+]@\\d+"));
    }

    @Test
    void whatDoesNotGoTogetherIsRefused() {
        assertThat(patch("--units", "layers.0", "--rules", "relp").isCalledWrongly())
                .contains("--rules are about an --estimate; a run needs none");
        assertThat(patch("--units", "layers.0@1", "--estimate").isCalledWrongly())
                .contains("give --units names alone");
        assertThat(patch("--units", "layers.0", "--top", "0").isCalledWrongly())
                .contains("--top must be at least 1, not 0");
        assertThat(patch("--units", "layers.0.mlp.neuron").isRefused())
                .contains("no value of this model is named 'layers.0.mlp.neuron'");
        assertThat(patch("--units", "layers.0@9").isRefused()).contains("there is no position 9");
        assertThat(Cli.run("patch", "--units", "layers.0", "--from", "Lars", "Tom likes it")
                        .isRefused())
                .contains("give prompts of the same number of tokens");
    }
}
