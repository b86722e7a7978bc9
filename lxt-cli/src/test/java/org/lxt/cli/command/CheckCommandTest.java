// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lxt.checkpoint.SafetensorsFile;
import org.lxt.checkpoint.SafetensorsWriter;
import org.lxt.cli.Cli;

/** {@code lxt check}. */
class CheckCommandTest {
    private static final Path CASE = Cli.oracleCase("llama-cp-lrp");
    private static final Path TOKENIZER = Cli.oracleTokenizer("llama3");

    @TempDir
    Path folder;

    @Test
    void aCaseThatAgreesIsOkTensorByTensor() {
        Cli run = Cli.run("check", CASE).succeeds();
        assertThat(run.lines().getFirst()).matches("case +tensor +error +tolerance +result +remark");
        assertThat(run.lines().getLast()).isEqualTo("total: 1 case, 4 comparisons: 4 ok, nothing failed");
        assertThat(run.lines().subList(1, 5))
                .allMatch(line -> line.matches("llama-cp-lrp +\\w+ +\\S+e-\\d\\d +2\\.00e-05 +ok"))
                .extracting(line -> line.split(" +")[1])
                .containsExactly("embedding_gradient", "latent_relevance", "logits", "relevance");
    }

    @Test
    void aChangedExpectationFailsAndIsTheOnlyOneThatDoes() throws IOException {
        Path tampered = Cli.copy(CASE, folder);
        Path file = tampered.resolve("expected.safetensors");
        Map<String, float[]> values = new TreeMap<>();
        SafetensorsWriter writer = new SafetensorsWriter();
        try (SafetensorsFile original = SafetensorsFile.open(file)) {
            original.tensors().forEach((name, entry) -> {
                float[] copy = original.floats(name);
                values.put(name, copy);
                writer.add(name, copy, entry.shape());
            });
            // a thousandth of the largest value: fifty times the tolerance, and far from visible
            values.get("relevance")[3] += (float) (largest(values.get("relevance")) * 1e-3);
            writer.write(folder.resolve("tampered"));
        }
        Files.move(folder.resolve("tampered"), file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        Cli run = Cli.run("check", tampered);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.lines().stream().filter(l -> l.contains("FAIL")))
                .singleElement()
                .asString()
                .containsPattern("relevance +\\S+e-0[34] +2\\.00e-05 +FAIL");
        assertThat(run.lines().stream().filter(l -> l.endsWith("ok"))).hasSize(3);
    }

    @Test
    void tensorsOfAMethodThatIsNotThereAreSkippedAndNeverOk() throws IOException {
        Cli run = Cli.run("check", withSaliency()).succeeds();
        List<String> skipped =
                run.lines().stream().filter(l -> l.contains(" skipped ")).toList();
        assertThat(skipped).singleElement().asString().matches(".*saliency .*skipped .*'explanation' cases.*");
        assertThat(run.lines().stream().filter(l -> l.endsWith(" ok"))).hasSize(4);
    }

    /** A case with a tensor more, of a method that there will never be. */
    private Path withSaliency() throws IOException {
        Path changed = Cli.copy(CASE, folder);
        Path file = changed.resolve("expected.safetensors");
        SafetensorsWriter writer = new SafetensorsWriter();
        try (SafetensorsFile original = SafetensorsFile.open(file)) {
            original.tensors().forEach((name, entry) -> writer.add(name, original.floats(name), entry.shape()));
            writer.add("saliency", new float[] {1}, 1);
            writer.write(folder.resolve("more"));
        }
        return moved(folder.resolve("more"), file, changed);
    }

    private static Path moved(Path from, Path to, Path result) throws IOException {
        Files.move(from, to, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        return result;
    }

    /** Every tensor of the curves is compared, and their areas. */
    @Test
    void curvesOfPerturbationAreCompared() {
        Cli run = Cli.run("check", Cli.oracleCase("llama-perturbation")).succeeds();
        for (String tensor : List.of("morf_curve", "lerf_curve", "morf_order", "lerf_order", "morf_curve, trapezoid")) {
            assertThat(run.lines()).anyMatch(l -> l.matches("llama-perturbation +" + tensor + " +\\S+ +2.00e-05 +ok"));
        }
        assertThat(run.lines().getLast()).isEqualTo("total: 1 case, 12 comparisons: 12 ok, nothing failed");
    }

    /** An order is a number of places, so an order that is another is found whatever its numbers are. */
    @Test
    void anotherOrderFails() throws IOException {
        Path changed = Cli.copy(Cli.oracleCase("llama-perturbation"), folder);
        Path file = changed.resolve("expected.safetensors");
        SafetensorsWriter writer = new SafetensorsWriter();
        try (SafetensorsFile original = SafetensorsFile.open(file)) {
            original.tensors().forEach((name, entry) -> {
                float[] values = new float[original.values(name).length];
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) original.values(name)[i];
                }
                if (name.equals("morf_order")) {
                    float first = values[0];
                    values[0] = values[1];
                    values[1] = first;
                }
                writer.add(name, values, entry.shape());
            });
            writer.write(folder.resolve("swapped"));
        }
        moved(folder.resolve("swapped"), file, changed);
        Cli run = Cli.run("check", changed);
        assertThat(run.lines().stream().filter(l -> l.contains("FAIL")))
                .singleElement()
                .asString()
                .contains(" morf_order ");
    }

    @Test
    void everyCaseIsCheckedEvenAfterOneThatFails() {
        Cli run = Cli.run("check", folder.resolve("missing"), CASE);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).isEmpty();
        assertThat(run.lines().getLast()).isEqualTo("total: 2 cases, 5 comparisons: 4 ok, 1 failed");
        assertThat(run.lines().get(1))
                .startsWith("missing ")
                .contains("FAIL")
                .endsWith("there is no folder " + folder.resolve("missing"));
        assertThat(run.lines().stream().filter(l -> l.endsWith(" ok"))).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/"})
    void aFolderThatHoldsNoCaseFails(String name) {
        Path place = name.isEmpty() ? folder : Path.of(name);
        Cli run = Cli.run("check", place);
        assertThat(run.code()).isEqualTo(1);
        assertThat(only(run)).contains("FAIL").endsWith(place + " is not a case: it has no case.json");
    }

    @Test
    void anUnknownBackendIsNoneToCheckWith() {
        assertThat(Cli.run("check", "--backend", "metal", CASE).isCalledWrongly())
                .contains("there is no backend 'metal'");
    }

    @Test
    void theBackendInFloat64IsCloserToTheReference() {
        assertThat(error(Cli.run("check", "--backend", "scalar-f64", CASE).succeeds()))
                .isLessThan(error(Cli.run("check", "--backend", "scalar", CASE).succeeds()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama-cp-lrp", "llama-several-targets", "llama-batch-left-padded", "llama-perturbation"})
    void aDumpHasTheNamesAndShapesOfWhatWasExpected(String name) throws IOException {
        Path oracle = Cli.oracleCase(name);
        Cli run = Cli.run("check", "--dump", folder.resolve("new").resolve("dump"), oracle)
                .succeeds();
        Path written = folder.resolve("new").resolve("dump").resolve(name).resolve("actual.safetensors");
        try (SafetensorsFile expected = SafetensorsFile.open(oracle.resolve("expected.safetensors"));
                SafetensorsFile actual = SafetensorsFile.open(written)) {
            List<String> compared = run.lines().stream()
                    .filter(l -> l.endsWith(" ok") && !l.contains(", "))
                    .map(l -> l.split(" +")[1])
                    .toList();
            assertThat(actual.tensors().keySet()).containsExactlyInAnyOrderElementsOf(compared);
            for (String tensor : compared) {
                assertThat(actual.tensor(tensor).shape())
                        .isEqualTo(expected.tensor(tensor).shape());
                double scale = largest(expected.floats(tensor));
                assertThat(actual.values(tensor)).containsExactly(expected.values(tensor), within(2e-5 * scale));
            }
        }
    }

    @Test
    void aDumpIntoAFileIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        Cli run = Cli.run("check", "--dump", file, CASE);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err().lines()).singleElement().asString().startsWith("lxt: " + file);
    }

    @Test
    void aTokenizerThatAgreesIsOk() throws IOException {
        int rows = Files.readAllLines(TOKENIZER.resolve("cases.jsonl")).size();
        assertThat(only(Cli.run("check", TOKENIZER).succeeds()))
                .matches("llama3 +rows +" + rows + " +of " + rows + " +ok");
    }

    @Test
    void theFirstRowThatDiffersIsNamed() throws IOException {
        Path tampered = Cli.copy(TOKENIZER, folder);
        Path file = tampered.resolve("cases.jsonl");
        List<String> lines = Files.readAllLines(file);
        for (int row : new int[] {2, 5}) {
            assertThat(lines.get(row)).contains("\"ids\": [1400, ");
            lines.set(row, lines.get(row).replace("\"ids\": [1400, ", "\"ids\": [1401, "));
        }
        Files.write(file, lines);
        Cli run = Cli.run("check", tampered);
        assertThat(run.code()).isEqualTo(1);
        assertThat(only(run))
                .containsPattern("rows +" + (lines.size() - 2) + " +of " + lines.size() + " +FAIL +row 3, ids of \"")
                .contains("expected [1401,")
                .contains("got [1400,");
    }

    @Test
    void whatWasSkippedIsCountedByItself() throws IOException {
        Cli run = Cli.run("check", withSaliency(), TOKENIZER).succeeds();
        assertThat(run.lines().getLast()).isEqualTo("total: 2 cases, 6 comparisons: 5 ok, 1 skipped, nothing failed");
    }

    /** The one line between the heading and the total. */
    private static String only(Cli run) {
        assertThat(run.lines()).hasSize(3);
        return run.lines().get(1);
    }

    private static double error(Cli run) {
        return run.lines().stream()
                .filter(l -> l.endsWith(" ok"))
                .mapToDouble(l -> Double.parseDouble(l.split(" +")[2]))
                .max()
                .orElseThrow();
    }

    private static double largest(float[] values) {
        double largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }
}
