// SPDX-License-Identifier: BSD-3-Clause
// Attention backward. The probabilities are computed again, tile by tile, from the largest score and the sum of each row of
// each head; those of all rows are found first.
//
// A query's gradient is added up by the block that has its tile, a key's by the block that has its tile of gradient rows,
// which goes through everything that adds to them in the order of the plan.
#include "attention_rows.cuh"

template <bool PLAIN>
static __device__ __forceinline__ void findStatistics(
        const RowStatistics& statistics,
        const float* g,
        const float* q,
        const float* k,
        const float* v,
        const AttentionPlan& plan,
        Scores scoring,
        QueryTile tile) {
    LXT_ATTENTION_SHARED;
    AttentionBlock block = plan.blocks[tile.block];
    int head = blockIdx.y;
    int rows = min(LXT_TILE, block.queries - tile.first);
    TileRows queries = plan.queries(q, block.queryRow, head, tile.first, block.queries);
    TileRows gradients = plan.queries(g, block.gradientRow, head, tile.first, block.queries);

    RunningSoftmax softmax;
    if (PLAIN) {
        softmax.reset();
    } else {
        scoring.begin(softmax, head);
    }
    float sums[4] = {};
    int end = block.to(tile.first + rows - 1);
    for (int key = block.from(tile.first) / LXT_TILE * LXT_TILE; key < end; key += LXT_TILE) {
        float p[4][4];
        multiplyRows(p, shared, queries, plan.keys(k, block, head, key), plan.headSize);
        scaleAll(p, plan.scale);
        if (!PLAIN) {
            scoring.make(p, block, head, tile.first, key);
        }
        float fading[4];
        softmax.add(p, fading, block, tile.first, key);
        if (statistics.mean) {
            float gp[4][4];
            multiplyRows(gp, shared, gradients, plan.keys(v, block, head, key), plan.headSize);
#pragma unroll
            for (int i = 0; i < 4; i++) {
                float added = p[i][0] * gp[i][0] + p[i][1] * gp[i][1] + p[i][2] * gp[i][2] + p[i][3] * gp[i][3];
                sums[i] = fading[i] * sums[i] + sumOfRow(added);
            }
        }
    }
#pragma unroll
    for (int i = 0; i < 4; i++) {
        int r = 4 * (threadIdx.x / LXT_SIDE) + i;
        if (threadIdx.x % LXT_SIDE == 0 && r < rows) {
            long long at = (long long) head * plan.gradientRows + block.gradientRow + tile.first + r;
            float inverse = 1.0f / softmax.sum[i];
            statistics.largest[at] = softmax.largest[i];
            statistics.inverseSum[at] = inverse;
            if (statistics.mean) {
                statistics.mean[at] = sums[i] * inverse;
            }
        }
    }
}

// Grid: x the tiles of queries, y the heads. Without mean only the first two are found.
extern "C" __global__ void __launch_bounds__(LXT_THREADS) lxt_attention_statistics(
        float* largest,
        float* inverseSum,
        float* mean,
        const float* g,
        const float* q,
        const float* k,
        const float* v,
        const int* blocks,
        const int* tiles,
        int heads,
        int keyValueHeads,
        int headSize,
        float scale,
        int gradientRows) {
    AttentionPlan plan = {(const AttentionBlock*) blocks, heads, keyValueHeads, headSize, scale, gradientRows};
    RowStatistics statistics = {largest, inverseSum, mean};
    findStatistics<true>(statistics, g, q, k, v, plan, Scores {0, heads}, ((const QueryTile*) tiles)[blockIdx.x]);
}

// For plans that are not plain.
extern "C" __global__ void __launch_bounds__(LXT_THREADS) lxt_attention_statistics_scored(
        float* largest,
        float* inverseSum,
        float* mean,
        const float* g,
        const float* q,
        const float* k,
        const float* v,
        const int* blocks,
        const int* tiles,
        int heads,
        int keyValueHeads,
        int headSize,
        float scale,
        int gradientRows,
        const int* scores) {
    AttentionPlan plan = {(const AttentionBlock*) blocks, heads, keyValueHeads, headSize, scale, gradientRows};
    RowStatistics statistics = {largest, inverseSum, mean};
    findStatistics<false>(statistics, g, q, k, v, plan, Scores {scores, heads}, ((const QueryTile*) tiles)[blockIdx.x]);
}

template <int WIDTH, bool PLAIN>
static __device__ __forceinline__ void queryGradient(
        float* gq,
        float* scoreRelevance,
        const RowStatistics& statistics,
        const float* g,
        const float* q,
        const float* k,
        const float* v,
        const AttentionPlan& plan,
        Scores scoring,
        QueryTile tile) {
    LXT_ATTENTION_SHARED;
    AttentionBlock block = plan.blocks[tile.block];
    int head = blockIdx.y;
    int d0 = blockIdx.z * WIDTH * LXT_TILE;
    int rows = min(LXT_TILE, block.queries - tile.first);
    TileRows queries = plan.queries(q, block.queryRow, head, tile.first, block.queries);
    TileRows gradients = plan.queries(g, block.gradientRow, head, tile.first, block.queries);
    FourRows ofRows;
    ofRows.load(statistics, plan, block, head, tile.first);

    float sums[WIDTH][4][4] = {};
    float relevance[4] = {};
    // of plans that are not plain: of scores, and of capped products
    float ofScores[4] = {};
    float ofCapped[4] = {};
    int end = block.to(tile.first + rows - 1);
    for (int key = block.from(tile.first) / LXT_TILE * LXT_TILE; key < end; key += LXT_TILE) {
        TileRows keys = plan.keys(k, block, head, key);
        float scores[4][4];
        multiplyRows(scores, shared, queries, keys, plan.headSize);
        scaleAll(scores, plan.scale);
        float gradient[4][4];
        multiplyRows(gradient, shared, gradients, plan.keys(v, block, head, key), plan.headSize);
        float p[4][4];
        float scaled[4][4];
        if (!PLAIN) {
            forTile(block, tile.first, key, [&](int i, int j, bool visible) { scaled[i][j] = scores[i][j]; });
            scoring.make(scores, block, head, tile.first, key);
        }
        ofRows.probabilities(p, scores, block, tile.first, key);
        ofRows.throughSoftmax(gradient, p, block, tile.first, key);
        if (!PLAIN) {
            forTile(block, tile.first, key, [&](int i, int j, bool visible) {
                ofScores[i] += visible ? scores[i][j] * gradient[i][j] : 0.0f;
                ofCapped[i] += visible ? scoring.capped(scaled[i][j]) * gradient[i][j] : 0.0f;
                scores[i][j] = scaled[i][j];
            });
            if (blockIdx.z == 0 && scoring.tables() > 0) {
                __syncthreads();
                storeTile(shared, gradient, true);
                scoring.addGradients(shared, true, LXT_ROWS_QUERY, block, head, tile.first, key);
            }
            scoring.throughCap(gradient, scaled);
        }
        forTile(block, tile.first, key, [&](int i, int j, bool visible) {
            relevance[i] += visible ? scores[i][j] * gradient[i][j] : 0.0f;
        });
        if (gq) {
            storeTile(shared, gradient, true);
            addTileTimesRows<WIDTH>(sums, shared, keys, d0, plan.headSize);
        }
    }
    if (gq) {
        const float factors[4] = {plan.scale, plan.scale, plan.scale, plan.scale};
        float* destination = gq + (block.gradientRow + tile.first) * plan.stride() + (long long) head * plan.headSize;
        storeRows<WIDTH>(destination, plan.stride(), rows, sums, factors, d0, plan.headSize);
    }
    if (scoreRelevance && blockIdx.z == 0) {
#pragma unroll
        for (int i = 0; i < 4; i++) {
            int r = 4 * (threadIdx.x / LXT_SIDE) + i;
            float all = sumOfRow(relevance[i]);
            float scored = PLAIN ? 0.0f : sumOfRow(ofScores[i]);
            float capped = PLAIN ? 0.0f : sumOfRow(ofCapped[i]);
            if (threadIdx.x % LXT_SIDE == 0 && r < rows) {
                long long at = (long long) head * plan.gradientRows + block.gradientRow + tile.first + r;
                scoreRelevance[at] = all;
                if (!PLAIN) {
                    // the rows of the sum that AttentionKernels names
                    long long step = (long long) plan.heads * plan.gradientRows;
                    scoreRelevance[at + step] = capped;
                    scoreRelevance[at + 2 * step] = scored;
                    float sunk = 0.0f;
                    if (scoring.hasSinks()) {
                        float share = expf(scoring.sink(head) - ofRows.largest[i]) * ofRows.inverseSum[i];
                        sunk = -scoring.sink(head) * share * ofRows.mean[i];
                    }
                    scoreRelevance[at + 3 * step] = sunk;
                }
            }
        }
    }
}

// Grid: x the tiles of queries, y the heads, z the dimensions by 64 WIDTH. gq or scoreRelevance, [heads, gradientRows], may
// be missing.
#define LXT_QUERY_GRADIENT(WIDTH, PLAIN, SCORES)                                                                       \
    AttentionPlan plan = {(const AttentionBlock*) blocks, heads, keyValueHeads, headSize, scale, gradientRows};        \
    queryGradient<WIDTH, PLAIN>(                                                                                       \
            gq,                                                                                                        \
            scoreRelevance,                                                                                            \
            RowStatistics {largest, inverseSum, mean},                                                                 \
            g,                                                                                                         \
            q,                                                                                                         \
            k,                                                                                                         \
            v,                                                                                                         \
            plan,                                                                                                      \
            Scores {SCORES, heads},                                                                                    \
            ((const QueryTile*) tiles)[blockIdx.x]);

// For heads of at most 64 dimensions.
extern "C" __global__ void __launch_bounds__(LXT_THREADS) lxt_attention_query_gradient_narrow(
        float* gq,
        float* scoreRelevance,
        float* largest,
        float* inverseSum,
        float* mean,
        const float* g,
        const float* q,
        const float* k,
        const float* v,
        const int* blocks,
        const int* tiles,
        int heads,
        int keyValueHeads,
        int headSize,
        float scale,
        int gradientRows) {
    LXT_QUERY_GRADIENT(1, true, 0)
}

// For wider ones.
extern "C" __global__ void __launch_bounds__(LXT_THREADS) lxt_attention_query_gradient_wide(
        float* gq,
        float* scoreRelevance,
        float* largest,
        float* inverseSum,
        float* mean,
        const float* g,
        const float* q,
        const float* k,
        const float* v,
        const int* blocks,
        const int* tiles,
        int heads,
        int keyValueHeads,
        int headSize,
        float scale,
        int gradientRows) {
    LXT_QUERY_GRADIENT(2, true, 0)
}

// For plans that are not plain.
extern "C" __global__ void __launch_bounds__(LXT_THREADS) lxt_attention_query_gradient_scored(
        float* gq,
        float* scoreRelevance,
        float* largest,
        float* inverseSum,
        float* mean,
        const float* g,
        const float* q,
        const float* k,
        const float* v,
        const int* blocks,
        const int* tiles,
        int heads,
        int keyValueHeads,
        int headSize,
        float scale,
        int gradientRows,
        const int* scores) {
    LXT_QUERY_GRADIENT(2, false, scores)
}
