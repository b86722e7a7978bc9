package org.lxt.models.bert;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The buckets of offsets are those that transformers computes. */
class RelativeBucketsTest {
    @Test
    void bucketsAreThoseOfTheReference() {
        JsonNode reference = JsonMapper.shared()
                .readTree(Path.of(System.getProperty("lxt.root"), "oracle", "relative-buckets.json")
                        .toFile());
        JsonNode offsets = reference.get("offsets");
        assertThat(offsets.size()).isGreaterThan(1000);
        for (int i = 0; i < offsets.size(); i++) {
            assertThat(RelativeBuckets.of(offsets.get(i).asInt()))
                    .as("key %s from the query", offsets.get(i))
                    .isEqualTo(reference.get("mpnet").get(i).asInt());
        }
    }
}
