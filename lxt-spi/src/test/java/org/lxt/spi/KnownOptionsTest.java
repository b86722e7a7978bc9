package org.lxt.spi;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is known about options that nobody read, also within groups. */
class KnownOptionsTest {
    private static final KnownOptions INNER = KnownOptions.common()
            .harmless("layers.kind")
            .neutral(false, "shuffled")
            .build();
    private static final KnownOptions OUTER = KnownOptions.common()
            .harmless("picture_size", "scaling.note")
            .group("text", INNER)
            .build();

    private static void check(Map<String, ?> outer, Map<String, ?> text) {
        ModelConfig config = ModelConfig.of("config.json", with(outer, text));
        config.section("text").flatMap(t -> t.section("layers"));
        config.section("scaling");
        OUTER.check(config, "any");
    }

    private static Map<String, Object> with(Map<String, ?> outer, Map<String, ?> text) {
        Map<String, Object> all = new java.util.LinkedHashMap<>(outer);
        all.put("text", text);
        return all;
    }

    @Test
    void aGroupHasKnowledgeOfItsOwn() {
        assertThatCode(() -> check(
                        Map.of("picture_size", 3, "scaling", Map.of("note", "x"), "use_cache", true),
                        Map.of("shuffled", false, "torch_dtype", "float32", "layers", Map.of("kind", "x"))))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "shuffled | false | option 'shuffled' is not known to the family 'any'",
                "note | 1 | option 'note' is not known to the family 'any'",
            })
    void whatIsKnownWithinAGroupIsNotKnownOutsideOfIt(String name, String value, String message) {
        assertThatThrownBy(() -> check(Map.of(name, value), Map.of()))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(message);
    }

    @Test
    void whatIsKnownOutsideOfAGroupIsNotKnownWithinIt() {
        assertRefused(Map.of("picture_size", 3), "option 'text.picture_size' is not known to the family 'any'");
        assertRefused(
                Map.of("layers", Map.of("note", 3)), "option 'text.layers.note' is not known to the family 'any'");
        assertRefused(
                Map.of("shuffled", true),
                "option 'text.shuffled' is true, which the family 'any' does not implement; supported: false, or the"
                        + " option absent");
    }

    private static void assertRefused(Map<String, ?> text, String message) {
        assertThatThrownBy(() -> check(Map.of(), text))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(message);
    }
}
