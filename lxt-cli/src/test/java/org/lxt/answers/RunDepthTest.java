// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lxt.checkpoint.Checkpoint;
import org.lxt.rules.RuleSet;
import org.lxt.spi.Model;
import org.lxt.spi.ModelFamily;
import org.lxt.spi.ModelInput;
import org.lxt.spi.ModelOutput;
import org.lxt.spi.Run;
import org.lxt.spi.checkpoint.Weights;
import org.lxt.spi.host.ModelMap;
import org.lxt.tensor.Scope;
import org.lxt.tensor.ScopeOptions;
import org.lxt.tensor.Seed;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.WeightStore;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.BackendOptions;
import org.lxt.tensor.backend.Backends;
import org.lxt.tensor.rows.PackedRows;
import org.lxt.tensor.weight.Weight;

/** A run through the first layers is one of the model that has no others. */
class RunDepthTest {
    private static final int DEPTH = 1;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"llama-defaults, num_hidden_layers", "gpt2-attnlrp, n_layer"})
    void aRunThroughAFewLayersIsThatOfASmallerModel(String name, String option) throws IOException {
        Path whole = Path.of(System.getProperty("lxt.root"), "oracle", "cases", name);
        try (Stream<Path> files = Files.list(whole)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        String config = Files.readString(folder.resolve("config.json"));
        String smaller = config.replaceAll("\"" + option + "\": *\\d+", "\"" + option + "\": " + DEPTH);
        assertThat(smaller).isNotEqualTo(config);
        Files.writeString(folder.resolve("config.json"), smaller);

        List<double[]> expected = numbers(folder, Run.ALL_LAYERS);
        List<double[]> actual = numbers(whole, DEPTH);
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(actual.get(i)).as("number %d", i).containsExactly(expected.get(i));
        }
        assertThat(actual.getFirst())
                .isNotEqualTo(numbers(whole, Run.ALL_LAYERS).getFirst());
        assertThatThrownBy(() -> numbers(whole, 0)).hasMessageContaining("at least 1 layer, not 0");
    }

    /** Logits, and the gradient of one at the input. */
    private List<double[]> numbers(Path folder, int depth) {
        try (Checkpoint checkpoint = Checkpoint.open(folder);
                Backend backend = Backends.named("scalar-f64", new BackendOptions(1));
                WeightStore weights = new WeightStore(backend);
                Scope parameters = Scope.open(weights, ScopeOptions.PLAIN);
                Scope scope = Scope.open(weights, ScopeOptions.PLAIN)) {
            ModelFamily family = ModelMap.defaults().familyOf(checkpoint.config(), checkpoint);
            Weights stored = folder.equals(this.folder) ? new FirstLayers(checkpoint) : checkpoint;
            Model model = family.load(checkpoint.config(), stored, parameters);
            ModelInput input = ModelInput.tokens(List.of(ModelInput.TokenSequence.of(3, 41, 27, 8)));
            PackedRows last = PackedRows.at(List.of(new PackedRows.Address(0, 3)));
            Tensor x = scope.watch(model.input(scope, input));
            ModelOutput output = model.forward(new Run(family.rules(RuleSet.ATTN_LRP), input, last, null, depth), x);
            int layers = Math.min(depth, model.sizes().layers());
            assertThat(output.hidden()).hasSize(layers + 1);
            Tensor logits = output.output("logits").tensor();
            double[] values = logits.toDoubles();
            return List.of(
                    values, scope.backward(List.of(Seed.of(logits, 0, 7))).gradient(x, 0));
        }
    }

    /** The weights of a checkpoint without those of the layers that a smaller model does not have. */
    private record FirstLayers(Checkpoint checkpoint) implements Weights {
        private static final Pattern LAYER = Pattern.compile("\\.(\\d+)\\.");

        @Override
        public Set<String> names() {
            return checkpoint.names().stream()
                    .filter(name -> LAYER.matcher(name).results().allMatch(l -> Integer.parseInt(l.group(1)) < DEPTH))
                    .collect(Collectors.toSet());
        }

        @Override
        public Weight matrix(String name, int rows, int columns) {
            return checkpoint.matrix(name, rows, columns);
        }

        @Override
        public Weight stack(String name, int count, int rows, int columns) {
            return checkpoint.stack(name, count, rows, columns);
        }

        @Override
        public double[] stackValues(String name, int count, int rows, int columns) {
            return checkpoint.stackValues(name, count, rows, columns);
        }

        @Override
        public double[] vector(String name, int size) {
            return checkpoint.vector(name, size);
        }
    }
}
