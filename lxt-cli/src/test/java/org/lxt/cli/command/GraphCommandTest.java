// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lxt.cli.Cli;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code lxt graph}. */
class GraphCommandTest {
    @TempDir
    private Path folder;

    @Test
    void theStrongestEdgesAreListedAndTheFileHasAll() throws IOException {
        Path file = folder.resolve("lars.json");
        Cli run = Cli.run("graph", "--json", file.toString(), "--model-id", "sample", "--top", "3", "Lars likes")
                .succeeds();
        assertThat(run.lines()).hasSize(5);
        assertThat(run.lines().getFirst()).matches("\" \\w+\" [0-9.]+: 4 tokens, \\d+ heads and MLPs, \\d+ edges");
        assertThat(run.lines().subList(1, 4)).allMatch(line -> line.matches(" +[+-][0-9.]+ {2}.+ -> .+"));
        JsonNode graph = new JsonMapper().readTree(Files.readString(file));
        assertThat(graph.path("metadata").path("slug").asString()).isEqualTo("lars");
        assertThat(graph.path("metadata").path("scan").asString()).isEqualTo("sample");
        assertThat(run.lines().getFirst())
                .contains(
                        graph.path("links").size() + " edges",
                        (graph.path("nodes").size() - 5) + " heads and MLPs");
    }

    @Test
    void neuronsAreNodesOnRequestAndNoMoreThanAsked() {
        Cli run = Cli.run("graph", "--neurons", "--most", "7", "Lars likes").succeeds();
        assertThat(run.lines().getFirst()).contains(" 7 heads and neurons, ");
        assertThat(run.lines()).anyMatch(line -> line.contains(".mlp.neurons["));
    }

    @Test
    void whatCannotBeIsRefusedInASentence() {
        assertThat(Cli.run("graph", "--nodes", "1.5", "Lars likes").isCalledWrongly())
                .contains("the share of nodes that a graph shows is more than 0 and at most 1, not 1.5");
        assertThat(Cli.run("graph", "--model-id", "x", "Lars likes").isCalledWrongly())
                .contains("--model-id is written into the graph's file; give --json FILE with it");
        assertThat(Cli.run("graph", "--target", "1", "--target", "2", "Lars likes")
                        .isCalledWrongly())
                .contains("a graph is of one target, not of 2; name one by --target");
        assertThat(Cli.run("graph", "--model", Cli.oracleCase("vit-attnlrp"), "cat")
                        .isRefused())
                .contains("image");
    }
}
