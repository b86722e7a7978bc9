// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lxt.spi.ModelFamily;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.spi.checkpoint.ModelException;
import org.lxt.spi.host.ModelMap;
import org.lxt.tensor.Scope;
import org.lxt.tensor.ScopeOptions;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.BackendOptions;
import org.lxt.tensor.backend.Backends;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Configurations as they were published: each loads, by which family and passing over which options, or is refused for the
 * reason that is noted. docs/published-configs.md has them as a table.
 */
class PublishedConfigsTest {
    /**
     * A configuration and what is expected of it.
     *
     * @param from repository, and the model's folder in it
     * @param family that loads it; empty if it is refused
     * @param passedOver options that nothing knows
     * @param remark what is said of it beyond these; may be empty
     * @param refused what the message says; empty if it loads
     */
    record Published(
            String from,
            String family,
            List<String> passedOver,
            String remark,
            String refused,
            Map<String, Object> config) {
        @Override
        public String toString() {
            return from;
        }

        /** Its row of the table. */
        String row() {
            String verdict = refused.isEmpty() ? family : "refused: " + refused;
            String said = passedOver.isEmpty() ? remark : "passed over: `" + String.join("`, `", passedOver) + "`";
            return "| " + from + " | " + verdict + " | " + said + " |";
        }
    }

    private static final Path PAGE = Path.of(System.getProperty("lxt.root"), "docs", "published-configs.md");

    @TempDir
    static Path folder;

    static List<Published> published() throws IOException {
        try (InputStream lines = PublishedConfigsTest.class.getResourceAsStream("published-configs.jsonl")) {
            return new String(Objects.requireNonNull(lines).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(PublishedConfigsTest::parse)
                    .toList();
        }
    }

    private static Published parse(String line) {
        Map<String, Object> entry = JsonMapper.shared().readValue(line, new TypeReference<Map<String, Object>>() {});
        return new Published(
                text(entry, "from"),
                text(entry, "family"),
                ((List<?>) entry.getOrDefault("passed_over", List.of()))
                        .stream().map(String::valueOf).toList(),
                text(entry, "remark"),
                text(entry, "refused"),
                JsonMapper.shared().convertValue(entry.get("config"), new TypeReference<Map<String, Object>>() {}));
    }

    private static String text(Map<String, Object> entry, String name) {
        return String.valueOf(entry.getOrDefault(name, ""));
    }

    @ParameterizedTest
    @MethodSource("published")
    void itLoadsOrIsRefusedForTheReasonThatIsNoted(Published published) throws IOException {
        ModelConfig config = ModelConfig.of("config.json", published.config());
        if (!published.refused().isEmpty()) {
            assertThatThrownBy(() -> load(config))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining(published.refused())
                    .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
            return;
        }
        assertThat(load(config)).isEqualTo(published.family());
        assertThat(config.passedOver()).containsExactlyInAnyOrderElementsOf(published.passedOver());
        if (!published.remark().isEmpty()) {
            assertThat(config.remarks()).containsExactly(published.remark());
        }
    }

    /** Loads it from weights that are all 0 and in no memory; gives the family. */
    private static String load(ModelConfig config) throws IOException {
        try (ZeroWeights weights = ZeroWeights.in(folder);
                Backend backend = Backends.named("scalar", BackendOptions.defaults());
                Scope scope = Scope.open(backend, ScopeOptions.PLAIN)) {
            ModelFamily family = ModelMap.defaults().familyOf(config, weights);
            family.load(config, weights, scope);
            return family.name();
        }
    }

    @Test
    void theTableOfTheDocumentationIsThis() throws IOException {
        String table =
                String.join("\n", published().stream().map(Published::row).toList());
        assertThat(Files.readString(PAGE)).contains(table);
    }
}
