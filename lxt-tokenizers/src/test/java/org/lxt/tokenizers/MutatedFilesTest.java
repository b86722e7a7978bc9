// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lxt.tokenizers.error.TokenizerException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A file with something changed in it either works or is refused; nothing else comes out of it. */
class MutatedFilesTest {

    private static final int MUTANTS = 150;
    private static final int LARGEST_CHOICE = 40;
    private static final String TEXT = "A token,  the 12 <one>é 字😀\u0000 [NEW] ##a";
    private static final String[] VALUES = {
        "null",
        "true",
        "-1",
        "0",
        "1e9",
        "3000000000",
        "0.5",
        "\"\"",
        "\"a\"",
        "\"\u2581\"",
        "\"(\"",
        "[]",
        "[[]]",
        "{}",
        "{\"type\": \"Sequence\"}",
        "{\"type\": \"BPE\"}",
        "\"AAAAAAAA////AAAA\"",
        "[\"a\", 1]"
    };

    @ParameterizedTest
    @ValueSource(
            strings = {
                "variant-sentencepiece-rules", "variant-nfkd-digits", "variant-roberta", "variant-bert-processing",
                "variant-word-level", "variant-metaspace-first", "variant-some-bytes", "variant-word-suffix"
            })
    void worksOrIsRefused(String kind) {
        JsonNode original = JsonMapper.shared().readTree(Fixtures.file(kind, "tokenizer.json"));
        Random random = new Random(kind.hashCode());
        int refused = 0;
        for (int i = 0; i < MUTANTS; i++) {
            JsonNode mutant = original.deepCopy();
            for (int k = 0; k <= random.nextInt(2); k++) {
                mutate(mutant, random);
            }
            try {
                Tokenizer tokenizer = TokenizerFiles.load(mutant.toString());
                Encoding encoding = tokenizer.encode(TEXT, "pair", true);
                tokenizer.decode(encoding.ids(), true);
            } catch (TokenizerException e) {
                refused++;
                assertThat(e).hasMessageStartingWith("tokenizer.json: ");
            }
        }
        assertThat(refused).isBetween(1, MUTANTS);
    }

    private static void mutate(JsonNode root, Random random) {
        List<JsonNode> containers = new ArrayList<>();
        collect(root, containers);
        JsonNode container = containers.get(random.nextInt(containers.size()));
        JsonNode value = JsonMapper.shared().readTree(VALUES[random.nextInt(VALUES.length)]);
        if (container instanceof ObjectNode object && !object.isEmpty()) {
            List<String> names = new ArrayList<>(object.propertyNames());
            String name = names.get(random.nextInt(Math.min(names.size(), LARGEST_CHOICE)));
            if (random.nextInt(4) == 0) {
                object.remove(name);
            } else {
                object.set(name, value);
            }
        } else if (container instanceof ArrayNode array && !array.isEmpty()) {
            int index = random.nextInt(Math.min(array.size(), LARGEST_CHOICE));
            if (random.nextInt(4) == 0) {
                array.remove(index);
            } else {
                array.set(index, value);
            }
        }
    }

    /** Objects and arrays, but few of those within long lists, or the vocabulary would take all changes. */
    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainer()) {
            containers.add(node);
            int seen = 0;
            for (JsonNode child : node) {
                if (seen++ < 3 || node.size() < LARGEST_CHOICE) {
                    collect(child, containers);
                }
            }
        }
    }
}
