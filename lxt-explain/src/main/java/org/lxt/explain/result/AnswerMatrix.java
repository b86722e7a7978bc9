// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.result;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lxt.explain.request.ExplainException;
import org.lxt.spi.OutputKind;

/**
 * Where each token of an answer came from: a row for each explained token, a column for each token of prompt and answer. A row is
 * the explanation of its token alone, and has nothing at the token itself and after it, which the model had not read.
 */
public final class AnswerMatrix {
    private final List<Attribution> rows;

    private AnswerMatrix(List<Attribution> rows) {
        this.rows = List.copyOf(rows);
    }

    /**
     * The matrix of some explanations.
     *
     * @param rows explanations of single next tokens of one prompt, each by the same method, in the order of the prompt
     * @throws ExplainException if they are not
     */
    public static AnswerMatrix of(List<Attribution> rows) {
        if (rows.isEmpty()) {
            throw new ExplainException("a matrix of prompt and answer needs at least one explained token");
        }
        Attribution first = rows.getFirst();
        int before = -1;
        for (Attribution row : rows) {
            if (row.isSum() || row.output().entries() != OutputKind.Entries.NEXT_TOKEN) {
                throw new ExplainException(
                        "each row of a matrix explains one token that a language model says next, not "
                                + row.target().text());
            }
            if (!ids(row).equals(ids(first)) || !row.method().equals(first.method())) {
                throw new ExplainException("the rows of a matrix explain one prompt by one method, not several");
            }
            int own = row.position() + 1;
            if (own >= row.tokens().size()
                    || row.tokens().get(own).id() != row.target().id()) {
                throw new ExplainException("each row of a matrix explains the token that follows in the prompt; '"
                        + row.target().text() + "' does not follow token " + row.position());
            }
            if (row.position() <= before) {
                throw new ExplainException("the rows of a matrix explain one token after the other; token " + own
                        + " comes after token " + (before + 1));
            }
            before = row.position();
        }
        return new AnswerMatrix(rows);
    }

    private static List<Integer> ids(Attribution a) {
        return a.tokens().stream().map(TokenRelevance::id).toList();
    }

    /** The explanations, a row each, in the order of the answer. */
    public List<Attribution> rows() {
        return rows;
    }

    /** How many tokens are explained. */
    public int size() {
        return rows.size();
    }

    /** The tokens of prompt and answer, a column each, with the sum of the column as their relevance. */
    public List<TokenRelevance> columns() {
        double[] sums = new double[rows.getFirst().tokens().size()];
        for (Attribution row : rows) {
            double[] relevance = row.relevance();
            for (int i = 0; i < sums.length; i++) {
                sums[i] += relevance[i];
            }
        }
        return rows.getFirst().tokens().stream()
                .map(t -> new TokenRelevance(
                        t.index(), t.id(), t.text(), t.start(), t.end(), t.special(), sums[t.index()]))
                .toList();
    }

    /** Index of the first token of the answer, the first column of it. */
    public int answer() {
        return rows.getFirst().answer();
    }

    /** Index of the token that a row explains. */
    public int token(int row) {
        return rows.get(row).position() + 1;
    }

    /** The explained value of a row: what its relevance and what was absorbed add up to. */
    public double value(int row) {
        return rows.get(row).value();
    }

    /** The relevance of each column for the token of a row, in units of its logit. */
    public double[] relevance(int row) {
        return rows.get(row).relevance();
    }

    /** All relevance of a row. */
    public double total(int row) {
        return Arrays.stream(relevance(row)).sum();
    }

    /** What was absorbed on the way from a row's token; empty if the method keeps no ledger. */
    public Optional<Double> absorbed(int row) {
        return rows.get(row).ledger().map(Closing::absorbed);
    }

    /**
     * The matrix as plain data, for JSON, as {@code docs/json.md} has it: {@code matrix} with the {@code tokens}, and {@code
     * attributions}, whose {@code relevance} has a number for each of them.
     */
    @JsonValue
    public Map<String, Object> toMap() {
        return PlainData.of(this);
    }

    /** In a few words. */
    @Override
    public String toString() {
        return size() + " tokens of an answer, each from "
                + rows.getFirst().tokens().size() + " tokens; "
                + rows.getFirst().method();
    }
}
