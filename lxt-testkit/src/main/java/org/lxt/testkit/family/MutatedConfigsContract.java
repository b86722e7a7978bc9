// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.testkit.family;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lxt.checkpoint.Checkpoint;
import org.lxt.rules.RuleSet;
import org.lxt.spi.InputKind;
import org.lxt.spi.Model;
import org.lxt.spi.ModelFamily;
import org.lxt.spi.ModelInput;
import org.lxt.spi.ModelSizes;
import org.lxt.spi.Run;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.spi.checkpoint.ModelException;
import org.lxt.tensor.Scope;
import org.lxt.tensor.ScopeOptions;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.BackendOptions;
import org.lxt.tensor.backend.Backends;
import org.lxt.tensor.rows.PackedRows;
import org.lxt.testkit.cases.CaseException;
import org.lxt.testkit.cases.CaseJson;

/**
 * Options changed at random on checkpoints that stay as they are: the model loads, which it does with the shapes of its
 * tensors alone, or is refused by one sentence. {@code -Dlxt.mutations} sets how many.
 */
public abstract class MutatedConfigsContract {
    private record Case(Checkpoint checkpoint, String text, Map<String, Object> options, ModelSizes sizes) {}

    private final int count;
    private final ModelFamily family;
    private final List<Path> folders;
    private final List<String> names;

    /**
     * A contract.
     *
     * @param count how many mutations, unless the system property says
     * @param family the family
     * @param folders cases to begin with
     * @param names options that only some families have
     */
    protected MutatedConfigsContract(int count, ModelFamily family, List<Path> folders, String... names) {
        this.count = Integer.getInteger("lxt.mutations", count);
        this.family = family;
        this.folders = folders;
        this.names = List.of(names);
    }

    @Test
    void mutatedOptionsLoadOrAreRefused() throws IOException {
        List<Case> cases = new ArrayList<>();
        try (Backend backend = Backends.named("scalar", BackendOptions.defaults())) {
            for (Path folder : folders) {
                cases.add(open(backend, folder));
            }
            mutate(backend, cases);
        } finally {
            cases.forEach(c -> c.checkpoint().close());
        }
    }

    private Case open(Backend backend, Path folder) throws IOException {
        String text = Files.readString(folder.resolve("config.json"));
        Checkpoint checkpoint = Checkpoint.open(folder);
        try (Scope scope = Scope.open(backend, ScopeOptions.PLAIN)) {
            Model model = family.load(checkpoint.config(), checkpoint, scope);
            return new Case(checkpoint, text, parse(text), model.sizes());
        }
    }

    private static Map<String, Object> parse(String text) {
        return CaseJson.options("config.json", text);
    }

    private void mutate(Backend backend, List<Case> cases) {
        Random random = new Random(20251105);
        ConfigMutations mutations = new ConfigMutations(random, names);
        int loaded = 0;
        int refused = 0;
        for (int i = 0; i < count; i++) {
            Case original = cases.get(i % cases.size());
            Map<String, Object> options;
            if (random.nextInt(3) > 0) {
                options = mutations.tree(original.options());
            } else {
                try {
                    options = parse(mutations.text(original.text()));
                } catch (CaseException _) {
                    continue; // Not a JSON object: refused before it comes to options.
                }
            }
            if (loads(backend, original, options, i % 64 == 0)) {
                loaded++;
            } else {
                refused++;
            }
        }
        assertThat(loaded).as("mutations that leave a usable model").isGreaterThan(count / 50);
        assertThat(refused).as("mutations that do not").isGreaterThan(count / 4);
    }

    private void run(Model model, Scope scope) {
        switch (model.sizes().input()) {
            case InputKind.Tokens _ -> {
                ModelInput input = ModelInput.tokens(List.of(ModelInput.TokenSequence.of(1, 2, 3)));
                run(model, scope, input, input.rows());
            }
            case InputKind.Pixels kind -> {
                int size = kind.channels() * kind.height() * kind.width();
                ModelInput.Image image =
                        new ModelInput.Image(kind.channels(), kind.height(), kind.width(), new double[size]);
                int tokens = kind.tokens(kind.height(), kind.width());
                run(model, scope, ModelInput.images(List.of(image)), PackedRows.ofLengths(tokens));
            }
        }
    }

    private void run(Model model, Scope scope, ModelInput input, PackedRows wanted) {
        model.forward(new Run(family.rules(RuleSet.GRADIENT), input, wanted), scope.watch(model.input(scope, input)));
    }

    private boolean loads(Backend backend, Case original, Map<String, Object> options, boolean runs) {
        ModelConfig config = ModelConfig.of("mutated", options);
        long start = System.nanoTime();
        try (Scope scope = Scope.open(backend, ScopeOptions.PLAIN)) {
            Model model = family.load(config, original.checkpoint(), scope);
            assertThat(model.sizes().vocabulary()).isEqualTo(original.sizes().vocabulary());
            assertThat(model.sizes().hidden()).isEqualTo(original.sizes().hidden());
            assertThat(model.sizes().layers()).isEqualTo(original.sizes().layers());
            if (runs) {
                run(model, scope);
            }
            return true;
        } catch (ModelException e) {
            assertThat(e.getMessage()).doesNotContain("\n").hasSizeLessThan(1000);
            return false;
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError("neither loaded nor refused: " + options, e);
        } finally {
            assertThat(System.nanoTime() - start).as("time for %s", options).isLessThan(10_000_000_000L);
        }
    }
}
