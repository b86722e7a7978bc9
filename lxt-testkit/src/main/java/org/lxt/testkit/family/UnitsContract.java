// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.testkit.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lxt.checkpoint.SafetensorsFile;
import org.lxt.explain.Explainer;
import org.lxt.explain.Patching;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Target;
import org.lxt.explain.result.Attribution;
import org.lxt.explain.result.PatchResult;
import org.lxt.explain.units.Intervention;
import org.lxt.explain.units.PatchBy;
import org.lxt.explain.units.PatchEffect;
import org.lxt.explain.units.UnitChoice;
import org.lxt.explain.units.UnitRelevance;
import org.lxt.testkit.cases.CaseJson;
import org.lxt.testkit.cases.ExplainedOutput;
import org.lxt.testkit.cases.OracleCase;
import tools.jackson.databind.JsonNode;

/** Units and interventions of a family against hooks of PyTorch on the models of its reference cases. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class UnitsContract {
    /** Models of transformers compute rotations, and without the reference's patches norms, in float32 only. */
    private static final double CLOSE = 1e-5;

    private final Path oracle;
    private final String prefix;

    /**
     * A contract.
     *
     * @param oracle holds the folders of cases and of units
     * @param prefix what the names of the family's cases begin with
     */
    protected UnitsContract(Path oracle, String prefix) {
        this.oracle = oracle;
        this.prefix = prefix;
    }

    Stream<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(oracle.resolve("units"))) {
            return all
                    .filter(file -> file.getFileName().toString().startsWith(prefix)
                            && file.toString().endsWith(".json"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    /** An opened model, what is asked of it, and what the reference found. */
    private record Opened(
            Explainer lxt, Prompt prompt, Prompt other, Target target, JsonNode json, SafetensorsFile tensors)
            implements AutoCloseable {
        List<String> names() {
            return tensors.tensors().keySet().stream()
                    .filter(name -> name.startsWith("relevance/"))
                    .map(name -> name.substring("relevance/".length()))
                    .toList();
        }

        @Override
        public void close() {
            lxt.close();
            tensors.close();
        }
    }

    private Opened open(Path file, String backend, boolean checkpointing) {
        JsonNode json = CaseJson.tree(file);
        OracleCase made = OracleCase.read(
                oracle.resolve("cases").resolve(json.path("case").asString()));
        ExplainedOutput explained = made.explained().getFirst();
        Target token = Target.token(explained.target());
        SafetensorsFile tensors = SafetensorsFile.open(Path.of(file.toString().replace(".json", ".safetensors")));
        Explainer opened = Explainer.builder(made.folder())
                .backend(backend)
                .checkpointing(checkpointing)
                .open();
        return new Opened(
                opened.under(json.path("rules").asString()),
                made.isOfImages() ? image(tensors, "prompt") : Prompt.ofIds(made.inputIds()[0]),
                made.isOfImages() ? image(tensors, "other") : Prompt.ofIds(ids(json.path("other_ids"))),
                explained.position().isPresent() ? token.at(explained.position().getAsInt()) : token,
                json,
                tensors);
    }

    private static int[] ids(JsonNode json) {
        int[] ids = new int[json.size()];
        Arrays.setAll(ids, i -> json.get(i).asInt());
        return ids;
    }

    private static Prompt image(SafetensorsFile tensors, String name) {
        long[] shape = Objects.requireNonNull(tensors.tensors().get(name)).shape();
        return Prompt.ofPixels((int) shape[0], (int) shape[1], (int) shape[2], tensors.values(name));
    }

    @ParameterizedTest
    @MethodSource("files")
    void relevanceAndActivationOfEveryUnitAtEveryToken(Path file) {
        compare(file, "scalar-f64", false, CLOSE);
    }

    @ParameterizedTest
    @MethodSource("files")
    void alsoInFloat32OnVectorsWhereLayersAreComputedAgain(Path file) {
        AvailableBackends.assume("vector");
        compare(file, "vector", true, 1e-4);
    }

    private void compare(Path file, String backend, boolean checkpointing, double tolerance) {
        try (Opened opened = open(file, backend, checkpointing)) {
            List<String> names = opened.names();
            Attribution a =
                    opened.lxt().observing(names.toArray(String[]::new)).explain(opened.prompt(), opened.target());
            assertThat(a.units()).hasSameSizeAs(names);
            for (String name : names) {
                UnitRelevance units = a.at(name);
                double[] relevance = opened.tensors().values("relevance/" + name);
                assertClose(name, units.relevance(), relevance, tolerance);
                double[] activation = opened.tensors().values("activation/" + name);
                assertActivation(units, relevance, activation, tolerance);
            }
        }
    }

    /** Where nothing explained depends on a value it is not computed, so there its activation is not compared. */
    private static void assertActivation(UnitRelevance units, double[] relevance, double[] expected, double tolerance) {
        double[] actual = units.activation();
        for (int token = 0; token < relevance.length / units.units(); token++) {
            int from = token * units.units();
            int to = from + units.units();
            if (Arrays.stream(relevance, from, to).anyMatch(r -> r != 0)) {
                assertClose(
                        units.site() + " at token " + token,
                        Arrays.copyOfRange(actual, from, to),
                        Arrays.copyOfRange(expected, from, to),
                        tolerance);
            }
        }
    }

    /** What reads the first token alone has one row in the reference. */
    private static void assertClose(String what, double[] actual, double[] rows, double tolerance) {
        double[] expected = Arrays.copyOf(rows, actual.length);
        double scale = Arrays.stream(expected).map(Math::abs).max().orElse(0);
        assertThat(actual).as(what).containsExactly(expected, within(Math.max(scale, 1e-9) * tolerance));
    }

    @ParameterizedTest
    @MethodSource("files")
    void estimatesOfPatches(Path file) {
        try (Opened opened = open(file, "scalar-f64", false)) {
            List<String> names = opened.names().stream()
                    .filter(name -> opened.tensors().tensors().containsKey("estimate/" + name))
                    .toList();
            List<UnitRelevance> estimates = opened.lxt()
                    .patching(opened.prompt(), opened.other(), opened.target())
                    .estimate(names.toArray(String[]::new));
            assertThat(estimates).hasSameSizeAs(names);
            for (UnitRelevance estimate : estimates) {
                String name = "estimate/" + estimate.site().path();
                assertClose(name, estimate.relevance(), opened.tensors().values(name), CLOSE);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void targetsUnderPatches(Path file) {
        try (Opened opened = open(file, "scalar-f64", false)) {
            List<UnitChoice> choices = new ArrayList<>();
            JsonNode expected = opened.json().path("patched");
            expected.forEach(
                    patched -> choices.add(UnitChoice.parse(patched.get(0).asString())));
            Patching patching = opened.lxt().patching(opened.prompt(), opened.other(), opened.target());
            PatchResult result = patching.run(choices, PatchBy.CHOICE);
            double value = opened.json().path("value").asDouble();
            assertThat(result.before()).isCloseTo(value, within(CLOSE));
            assertThat(result.effects()).hasSize(expected.size());
            int moved = 0;
            for (int i = 0; i < choices.size(); i++) {
                PatchEffect effect = result.effects().get(i);
                double after = expected.get(i).get(1).asDouble();
                assertThat(effect.after()).as(effect.what().toString()).isCloseTo(after, within(CLOSE));
                moved += Math.abs(after - value) > 100 * CLOSE ? 1 : 0;
            }
            assertThat(moved).as("patches that change the target").isGreaterThan(choices.size() / 2);
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void targetsUnderScaledUnits(Path file) {
        try (Opened opened = open(file, "scalar-f64", false)) {
            for (JsonNode scaled : opened.json().path("scaled")) {
                UnitChoice what = UnitChoice.parse(scaled.get(0).asString());
                Intervention change = Intervention.scale(what, scaled.get(1).asDouble());
                Attribution a = opened.lxt().intervening(change).explain(opened.prompt(), opened.target());
                assertThat(a.value())
                        .as(change.toString())
                        .isCloseTo(scaled.get(2).asDouble(), within(CLOSE));
                // what is taken away or added is in the account
                assertThat(Math.abs(a.ledger().orElseThrow().error())
                                / a.ledger().orElseThrow().turnover())
                        .isLessThan(1e-12);
            }
        }
    }
}
