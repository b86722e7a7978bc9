// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.testkit.cases;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.lxt.json.JsonText;
import org.lxt.tokenizers.Encoding;
import org.lxt.tokenizers.Tokenizer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A folder with {@code tokenizer.json}, the settings next to it, if any, and {@code cases.jsonl}: calls of the reference
 * tokenizer and their results.
 */
public final class TokenizerCases {
    /**
     * The outcome.
     *
     * @param rows number of rows
     * @param agreeing number of rows that agree in every field
     * @param firstDifference the first row that does not: its number, field, text and both values
     */
    public record Result(int rows, int agreeing, Optional<String> firstDifference) {
        /** Whether there are rows and all agree. */
        public boolean passed() {
            return rows > 0 && rows == agreeing;
        }
    }

    private TokenizerCases() {}

    /** Whether a folder holds tokenizer rows. */
    public static boolean isTokenizerFolder(Path folder) {
        return Files.isRegularFile(folder.resolve("cases.jsonl"))
                && Files.isRegularFile(folder.resolve("tokenizer.json"));
    }

    /** Compares all rows of a folder. */
    public static Result run(Path folder) {
        Tokenizer tokenizer = Tokenizer.open(folder)
                .orElseThrow(() -> new CaseException("there is no tokenizer in " + folder + "; give another folder"));
        List<String> lines =
                CaseJson.text(folder.resolve("cases.jsonl")).lines().toList();
        int agreeing = 0;
        Optional<String> first = Optional.empty();
        for (int i = 0; i < lines.size(); i++) {
            Optional<String> difference = difference(tokenizer, lines.get(i), i + 1);
            if (difference.isEmpty()) {
                agreeing++;
            } else if (first.isEmpty()) {
                first = difference;
            }
        }
        return new Result(lines.size(), agreeing, first);
    }

    private static Optional<String> difference(Tokenizer tokenizer, String line, int number) {
        JsonNode row = CaseJson.tree("line " + number + " of cases.jsonl", line);
        String pair = row.path("pair").isNull() ? null : row.path("pair").asString();
        Encoding encoding = tokenizer.encode(
                row.path("text").asString(),
                pair,
                row.path("add_special_tokens").asBoolean());
        JsonNode actual = describe(tokenizer, encoding);
        for (String field : actual.propertyNames()) {
            if (!row.path(field).equals(actual.path(field))) {
                return Optional.of("row " + number + ", " + field + " of " + row.path("text") + ": expected "
                        + row.path(field) + ", got " + actual.path(field));
            }
        }
        return Optional.empty();
    }

    private static JsonNode describe(Tokenizer tokenizer, Encoding e) {
        ObjectNode all = JsonText.object();
        int[] values = e.ids();
        int[] typeIds = e.typeIds();
        List<String> texts = e.tokens();
        ArrayNode ids = all.putArray("ids");
        ArrayNode tokens = all.putArray("tokens");
        ArrayNode offsets = all.putArray("offsets");
        ArrayNode types = all.putArray("type_ids");
        ArrayNode special = all.putArray("special_tokens_mask");
        ArrayNode sequences = all.putArray("sequence_ids");
        for (int i = 0; i < e.length(); i++) {
            ids.add(values[i]);
            tokens.add(texts.get(i));
            offsets.addArray().add(e.codePointStart(i)).add(e.codePointEnd(i));
            types.add(typeIds[i]);
            special.add(e.isSpecial(i) ? 1 : 0);
            sequences.add(e.sequence(i) == Encoding.NO_SEQUENCE ? null : Integer.valueOf(e.sequence(i)));
        }
        return all.put("decoded", tokenizer.decode(values, false))
                .put("decoded_skip_special", tokenizer.decode(values, true));
    }
}
