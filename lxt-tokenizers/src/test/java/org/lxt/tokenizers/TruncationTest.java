// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lxt.tokenizers.error.TokenizerException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TruncationTest {

    private static final int ROWS = 568;
    private static final Tokenizer BERT = Fixtures.tokenizer("bert-uncased");

    @Test
    void agreesWithTheReference() {
        Map<String, Tokenizer> tokenizers = new HashMap<>();
        List<JsonNode> rows = Fixtures.lines(Fixtures.resource("truncation.jsonl"));
        assertThat(rows).hasSize(ROWS);
        int refused = 0;
        for (JsonNode row : rows) {
            Tokenizer tokenizer = tokenizers.computeIfAbsent(row.get("kind").stringValue(), Fixtures::tokenizer);
            if (row.has("error")) {
                refused++;
                assertThatThrownBy(() -> encode(tokenizer, row)).as("%s", row).isInstanceOf(TokenizerException.class);
                continue;
            }
            Encoding encoding = encode(tokenizer, row);
            List<int[]> offsets = new ArrayList<>();
            List<Integer> sequences = new ArrayList<>();
            for (int i = 0; i < encoding.length(); i++) {
                offsets.add(new int[] {encoding.codePointStart(i), encoding.codePointEnd(i)});
                sequences.add(encoding.isSpecial(i) ? null : encoding.sequence(i));
            }
            assertThat(json(encoding.ids())).as("%s", row).isEqualTo(row.get("ids"));
            assertThat(json(offsets)).as("%s", row).isEqualTo(row.get("offsets"));
            assertThat(json(encoding.typeIds())).as("%s", row).isEqualTo(row.get("type_ids"));
            assertThat(json(sequences)).as("%s", row).isEqualTo(row.get("sequence_ids"));
        }
        assertThat(refused).isBetween(1, ROWS / 2);
    }

    private static Encoding encode(Tokenizer tokenizer, JsonNode row) {
        EncodeOptions options = EncodeOptions.DEFAULT
                .withSpecialTokens(row.get("add_special_tokens").booleanValue())
                .truncatedBy(new Truncation(
                        row.get("max_length").intValue(),
                        Truncation.Strategy.valueOf(upper(row.get("strategy"))),
                        Truncation.Direction.valueOf(upper(row.get("direction"))),
                        0));
        JsonNode pair = row.get("pair");
        return tokenizer.encode(
                row.get("text").stringValue(), pair.isNull() ? options : options.withPair(pair.stringValue()));
    }

    private static String upper(JsonNode name) {
        return name.stringValue().toUpperCase(Locale.ROOT);
    }

    private static JsonNode json(Object value) {
        return JsonMapper.shared().readTree(JsonMapper.shared().writeValueAsString(value));
    }

    @Test
    void theFilesTruncationIsReadableAndNotApplied() {
        String fields = "\"truncation\": {\"direction\": \"Left\", \"max_length\": 2, \"strategy\": \"OnlyFirst\","
                + " \"stride\": 1}, \"padding\": {\"strategy\": {\"Fixed\": 9}}";
        Tokenizer tokenizer = TokenizerFiles.with(fields);
        Truncation truncation = tokenizer.truncation().orElseThrow();
        assertThat(truncation)
                .isEqualTo(new Truncation(2, Truncation.Strategy.ONLY_FIRST, Truncation.Direction.LEFT, 1));
        assertThat(tokenizer.encode("abcabc").length()).isEqualTo(4);
        assertThat(tokenizer
                        .encode("abcabc", EncodeOptions.DEFAULT.truncatedBy(truncation))
                        .tokens())
                .containsExactly("ab", "c");
        assertThat(BERT.truncation()).isEmpty();
    }

    @Test
    void whatCannotBeDoneIsRefused() {
        assertRefused(
                Truncation.to(1),
                "truncation to 1 tokens leaves no room for the 2 special tokens of this tokenizer;" + " allow more");
        assertRefused(
                new Truncation(4, Truncation.Strategy.ONLY_SECOND, Truncation.Direction.RIGHT, 0),
                "truncation is to cut the second text only, but there is one text; use another strategy");
        assertRefused(
                new Truncation(4, Truncation.Strategy.LONGEST_FIRST, Truncation.Direction.RIGHT, 2),
                "truncation has the stride 2, but leaves only 2 tokens of a text; the stride must be less");
        assertThatThrownBy(() -> Truncation.to(-1))
                .isInstanceOf(TokenizerException.class)
                .hasMessage("truncation needs numbers of at least 0, not maxLength -1 and stride 0");
    }

    private static void assertRefused(Truncation truncation, String message) {
        assertThatThrownBy(() -> BERT.encode("one two three", EncodeOptions.DEFAULT.truncatedBy(truncation)))
                .isInstanceOf(TokenizerException.class)
                .hasMessage(message);
    }
}
