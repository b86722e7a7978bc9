// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.deberta;

import static org.lxt.tensor.ops.Operations.concat;
import static org.lxt.tensor.ops.Operations.linear;
import static org.lxt.tensor.ops.Operations.matMulTransposed;
import static org.lxt.tensor.ops.Operations.scale;
import static org.lxt.tensor.ops.Operations.slice;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lxt.rules.LinearLayer;
import org.lxt.rules.Rules;
import org.lxt.spi.parts.AddedScores;
import org.lxt.spi.parts.LayerRun;
import org.lxt.spi.parts.options.Heads;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.kernel.ScoreTable;
import org.lxt.tensor.ops.attention.ScoreBias;
import org.lxt.tensor.ops.attention.ScoreTerms;

/**
 * The scores of DeBERTa besides those of queries and keys: products of queries with positions (content to position) and of keys
 * with positions (position to content), position being how far the key is from the query. Source: {@code
 * disentangled_attention_bias} of transformers.
 *
 * @param positions embeddings of offsets
 * @param keys projects them for the queries, or none
 * @param queries projects them for the keys, or none
 * @param heads the heads, each with its part of the projections
 * @param factor factor of the scores
 * @see <a href="https://arxiv.org/abs/2006.03654">DeBERTa: Decoding-enhanced BERT with Disentangled Attention</a>
 */
record DisentangledScores(
        RelativePositions positions,
        @Nullable LinearLayer keys,
        @Nullable LinearLayer queries,
        Heads heads,
        double factor)
        implements AddedScores {
    @Override
    public ScoreTerms of(Rules rules, Site at, Tensor q, Tensor k, LayerRun run) {
        int furthest = run.rows().runs().stream()
                        .mapToInt(r -> r.firstPosition() + r.count())
                        .max()
                        .orElse(1)
                - 1;
        int first = positions.row(-furthest);
        int count = positions.row(furthest) - first + 1;
        Tensor embedded = positions.rows(q.scope(), first, count);
        List<ScoreBias> terms = new ArrayList<>();
        if (keys != null) {
            terms.add(bias(products(q, embedded, keys), ScoreTable.Rows.QUERY, first, count));
        }
        if (queries != null) {
            terms.add(bias(products(k, embedded, queries), ScoreTable.Rows.KEY, first, count));
        }
        return new ScoreTerms(terms, null);
    }

    private ScoreBias bias(Tensor table, ScoreTable.Rows rows, int first, int count) {
        return new ScoreBias(table, rows, count, offset -> positions.row(-offset) - first);
    }

    /**
     * Products of each row and each position, head by head.
     *
     * @param x {@code [rows, heads * headSize]}
     * @param embedded {@code [count, hidden]}
     * @return {@code [rows, heads * count]}
     */
    private Tensor products(Tensor x, Tensor embedded, LinearLayer projection) {
        Tensor projected = scale(linear(embedded, projection.weight(), projection.bias()), factor);
        List<Tensor> ofHeads = new ArrayList<>();
        for (int head = 0; head < heads.query(); head++) {
            int column = head * heads.size();
            ofHeads.add(matMulTransposed(slice(x, 1, column, heads.size()), slice(projected, 1, column, heads.size())));
        }
        return concat(1, ofHeads);
    }
}
