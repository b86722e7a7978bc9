package org.lxt.models.llama;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lxt.checkpoint.Checkpoint;
import org.lxt.rules.RuleSet;
import org.lxt.spi.Model;
import org.lxt.spi.ModelConfig;
import org.lxt.spi.ModelException;
import org.lxt.spi.ModelFamily;
import org.lxt.spi.ModelInput;
import org.lxt.spi.ModelMap;
import org.lxt.tensor.Scope;
import org.lxt.tensor.ScopeOptions;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.BackendOptions;
import org.lxt.tensor.backend.Backends;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Options changed at random on checkpoints that stay as they are: the model loads with the shapes of its tensors, or is
 * refused by one sentence. {@code -Dlxt.mutations} sets another number of them.
 */
class MutatedConfigsTest {
    private static final int COUNT = Integer.getInteger("lxt.mutations", 500_000);
    private static final Path CASES = Path.of(System.getProperty("lxt.root"), "oracle", "cases");
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();
    private static final ModelFamily FAMILY =
            ModelMap.of(List.of(new LlamaPlugin())).families().getFirst();

    private record Case(Checkpoint checkpoint, String text, Map<String, Object> options, LlamaConfig config) {}

    private static final List<Case> OPEN = new ArrayList<>();
    private static Backend backend;

    @BeforeAll
    static void open() throws IOException {
        backend = Backends.named("scalar", BackendOptions.defaults());
        for (String name : List.of(
                "llama-rope-yarn-scales",
                "llama-tied-rope-llama3",
                "llama-rope-dynamic-beyond",
                "llama-rope-longrope-v4",
                "llama-attention-bias")) {
            Path folder = CASES.resolve(name);
            String text = Files.readString(folder.resolve("config.json"));
            Map<String, Object> options = parse(text);
            OPEN.add(new Case(
                    Checkpoint.open(folder), text, options, LlamaConfig.read(ModelConfig.of("config.json", options))));
        }
    }

    @AfterAll
    static void close() {
        OPEN.forEach(c -> c.checkpoint().close());
        backend.close();
    }

    private static Map<String, Object> parse(String text) {
        return MAPPER.readValue(text, new TypeReference<LinkedHashMap<String, Object>>() {});
    }

    @Test
    void mutatedOptionsLoadOrAreRefused() {
        Random random = new Random(20251105);
        ConfigMutations mutations = new ConfigMutations(random);
        int loaded = 0;
        int refused = 0;
        for (int i = 0; i < COUNT; i++) {
            Case original = OPEN.get(i % OPEN.size());
            Map<String, Object> options;
            if (random.nextInt(3) > 0) {
                options = mutations.tree(original.options());
            } else {
                try {
                    options = parse(mutations.text(original.text()));
                } catch (JacksonException e) {
                    continue; // Not a JSON object: refused before it comes to options.
                }
            }
            if (loads(original, options, i % 64 == 0)) {
                loaded++;
            } else {
                refused++;
            }
        }
        assertThat(loaded).as("mutations that leave a usable model").isGreaterThan(COUNT / 50);
        assertThat(refused).as("mutations that do not").isGreaterThan(COUNT / 4);
    }

    private static boolean loads(Case original, Map<String, Object> options, boolean runs) {
        ModelConfig config = ModelConfig.of("mutated", options);
        long start = System.nanoTime();
        try (Scope scope = Scope.open(backend, ScopeOptions.PLAIN)) {
            Model model = FAMILY.load(config, original.checkpoint(), FAMILY.rules(RuleSet.GRADIENT), scope);
            assertSameShapes(LlamaConfig.read(ModelConfig.of("mutated", options)), original.config());
            if (runs) {
                ModelInput input = ModelInput.tokens(List.of(ModelInput.TokenSequence.of(1, 2, 3)));
                model.forward(scope, input, input.rows());
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

    private static void assertSameShapes(LlamaConfig actual, LlamaConfig original) {
        assertThat(actual.vocabulary()).isEqualTo(original.vocabulary());
        assertThat(actual.hidden()).isEqualTo(original.hidden());
        assertThat(actual.layers()).isEqualTo(original.layers());
        assertThat(actual.intermediate()).isEqualTo(original.intermediate());
        assertThat(actual.attentionBias()).isEqualTo(original.attentionBias());
        assertThat(actual.mlpBias()).isEqualTo(original.mlpBias());
        assertThat(actual.attention().heads() * actual.attention().headSize())
                .isEqualTo(original.attention().heads() * original.attention().headSize());
    }
}
