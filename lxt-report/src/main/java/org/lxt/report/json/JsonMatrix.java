// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.json;

import java.util.ArrayList;
import java.util.List;
import org.lxt.explain.result.TokenRelevance;
import org.lxt.report.Explained;
import org.lxt.report.Report;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A matrix in JSON: the tokens once, and in each row a number for each of them. */
final class JsonMatrix {
    private JsonMatrix() {}

    static void describe(Report report, ObjectNode node) {
        ArrayNode tokens = node.putArray("tokens");
        report.explained().getFirst().tokens().forEach(t -> JsonWriting.describe(t, tokens.addObject()));
    }

    static void describe(Explained row, ObjectNode node) {
        ArrayNode relevance = node.putArray("relevance");
        row.tokens().forEach(t -> relevance.add(t.relevance()));
    }

    /**
     * The tokens of a row.
     *
     * @param tokens those of the matrix
     * @param row its relevance
     */
    static List<TokenRelevance> tokens(List<JsonField> tokens, JsonField row) {
        List<Double> relevance = row.get("relevance").list(JsonField::number);
        if (relevance.size() != tokens.size()) {
            throw row.wrong(
                    "has the relevance of " + relevance.size() + " tokens, but the matrix has " + tokens.size());
        }
        List<TokenRelevance> all = new ArrayList<>(tokens.size());
        for (int i = 0; i < tokens.size(); i++) {
            all.add(JsonReading.token(tokens.get(i), i, relevance.get(i)));
        }
        return all;
    }
}
