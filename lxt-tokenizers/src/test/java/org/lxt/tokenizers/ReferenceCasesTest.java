// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every field of every recorded call must agree with the reference library. */
class ReferenceCasesTest {

    private static final int FOLDER_ROWS = 91;
    private static final int SETTINGS_ROWS = 38;

    @ParameterizedTest
    @CsvSource({
        "llama3, 364",
        "qwen2, 360",
        "gpt2, 365",
        "gpt2-prefix-space, 363",
        "gemma, 365",
        "llama2, 363",
        "llama2-metaspace, 362",
        "bert-cased, 366",
        "bert-uncased, 366",
        "unigram, 366",
        "variant-added-tokens, 80",
        "variant-added-tokens-nfc, 80",
        "variant-added-tokens-prefix-space, 80",
        "variant-bert-processing, 127",
        "variant-byte-normalizer, 127",
        "variant-contiguous, 80",
        "variant-digits-runs, 127",
        "variant-like-deberta, 127",
        "variant-like-modernbert, 127",
        "variant-like-mpnet, 127",
        "variant-merged-with-next, 80",
        "variant-merged-with-previous, 80",
        "variant-metaspace-first, 127",
        "variant-metaspace-never, 127",
        "variant-nfkc-words, 127",
        "variant-nfkd-digits, 127",
        "variant-nmt-accents-lower, 127",
        "variant-pattern-classes, 80",
        "variant-pattern-gpt4o, 80",
        "variant-removed, 80",
        "variant-roberta, 127",
        "variant-sentencepiece-rules, 127",
        "variant-some-bytes, 127",
        "variant-unknown, 80",
        "variant-unknown-fused, 80",
        "variant-unknown-left-out, 80",
        "variant-word-level, 127",
        "variant-word-prefix, 127",
        "variant-word-suffix, 127"
    })
    void allFieldsAgree(String kind, int rows) {
        allFieldsAgree(kind, Fixtures.tokenizer(kind), Fixtures.cases(kind), rows);
    }

    /** Tokenizers in the forms from before tokenizer.json, against transformers. */
    @ParameterizedTest
    @ValueSource(strings = {"gpt2-plain", "gpt2-added", "gpt2-listed", "bert-plain", "bert-added", "bert-listed"})
    void allFieldsAgreeWithoutTokenizerJson(String folder) {
        Path path = Fixtures.resource("folders/" + folder);
        allFieldsAgree(
                folder, Tokenizer.open(path).orElseThrow(), Fixtures.lines(path.resolve("cases.jsonl")), FOLDER_ROWS);
    }

    /** Folders whose other files say more than their tokenizer.json, against transformers. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "bert-added-tokens-decoder",
                "bert-by-family",
                "bert-case-unsaid",
                "bert-lower-off",
                "bert-lower-on",
                "bert-map",
                "bert-other-names",
                "gemma-named",
                "gpt2-additional-special",
                "gpt2-flags",
                "gpt2-name-first",
                "gpt2-prefix-space-on",
                "gpt2-split-special",
                "plain-flags",
                "plain-more",
                "qwen2-named",
                "roberta-space"
            })
    void allFieldsAgreeWithSettings(String name) {
        String kind = "settings-" + name;
        Tokenizer tokenizer = Tokenizer.open(
                        Fixtures.file(kind, "tokenizer.json").getParent())
                .orElseThrow();
        allFieldsAgree(kind, tokenizer, Fixtures.cases(kind), SETTINGS_ROWS);
    }

    private static void allFieldsAgree(String kind, Tokenizer tokenizer, List<JsonNode> cases, int rows) {
        assertThat(cases).hasSize(rows);
        for (int row = 0; row < cases.size(); row++) {
            JsonNode expected = cases.get(row);
            assertThat(actual(tokenizer, expected))
                    .as("%s, row %d: %s", kind, row, expected)
                    .containsExactlyEntriesOf(expected(expected));
        }
    }

    private static Map<String, Object> expected(JsonNode row) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (String name : List.of("ids", "tokens", "offsets", "type_ids", "special_tokens_mask", "sequence_ids")) {
            fields.put(name, row.get(name).toString());
        }
        for (String name : List.of("decoded", "decoded_skip_special")) {
            fields.put(name, row.get(name).stringValue());
        }
        return fields;
    }

    private static Map<String, Object> actual(Tokenizer tokenizer, JsonNode row) {
        JsonNode pair = row.get("pair");
        Encoding encoding = tokenizer.encode(
                row.get("text").stringValue(),
                pair.isNull() ? null : pair.stringValue(),
                row.get("add_special_tokens").booleanValue());
        List<String> offsets = new ArrayList<>();
        List<Integer> special = new ArrayList<>();
        List<Integer> sequences = new ArrayList<>();
        for (int i = 0; i < encoding.length(); i++) {
            offsets.add("[" + encoding.codePointStart(i) + "," + encoding.codePointEnd(i) + "]");
            special.add(encoding.isSpecial(i) ? 1 : 0);
            sequences.add(encoding.sequence(i) == Encoding.NO_SEQUENCE ? null : encoding.sequence(i));
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("ids", json(encoding.ids()));
        fields.put("tokens", json(encoding.tokens()));
        fields.put("offsets", "[" + String.join(",", offsets) + "]");
        fields.put("type_ids", json(encoding.typeIds()));
        fields.put("special_tokens_mask", json(special));
        fields.put("sequence_ids", json(sequences));
        fields.put("decoded", tokenizer.decode(encoding.ids(), false));
        fields.put("decoded_skip_special", tokenizer.decode(encoding.ids(), true));
        return fields;
    }

    private static String json(Object value) {
        return JsonMapper.shared().writeValueAsString(value);
    }
}
