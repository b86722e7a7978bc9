// SPDX-License-Identifier: BSD-3-Clause
// Attention backward at keys and values: a tile of their gradient rows is added up by one block of threads.
#include "attention_rows.cuh"

template <int WIDTH, bool PLAIN>
static __device__ __forceinline__ void keyGradient(
        float* gk,
        float* gv,
        const RowStatistics& statistics,
        const float* g,
        const float* q,
        const float* k,
        const float* v,
        const AttentionPlan& plan,
        Scores scoring,
        const int* starts,
        const int* blockList,
        int gradientKeys) {
    LXT_ATTENTION_SHARED;
    int firstRow = blockIdx.x * LXT_TILE;
    int group = blockIdx.y;
    int d0 = blockIdx.z * WIDTH * LXT_TILE;
    int headsOfGroup = plan.heads / plan.keyValueHeads;
    float keySums[WIDTH][4][4] = {};
    float valueSums[WIDTH][4][4] = {};
    for (int n = starts[blockIdx.x]; n < starts[blockIdx.x + 1]; n++) {
        AttentionBlock block = plan.blocks[blockList[n]];
        // the tile's first row is this key of the block; those before 0 belong to other blocks
        int key = firstRow - block.gradientKey;
        int lowest = max(key, 0);
        int highest = min(key + LXT_TILE, block.keys) - 1;
        int first = block.causal ? max(0, lowest - block.firstPosition) : 0;
        long long last = (long long) highest + block.window - block.firstPosition;
        int end = last < block.queries ? (int) last : block.queries;
        for (int head = group * headsOfGroup; head < (group + 1) * headsOfGroup; head++) {
            TileRows keys = plan.keys(k, block, head, key);
            TileRows values = plan.keys(v, block, head, key);
            for (int query = first / LXT_TILE * LXT_TILE; query < end; query += LXT_TILE) {
                TileRows queries = plan.queries(q, block.queryRow, head, query, block.queries);
                TileRows gradients = plan.queries(g, block.gradientRow, head, query, block.queries);
                FourRows ofRows;
                ofRows.load(statistics, plan, block, head, query);
                float p[4][4];
                float scaled[4][4];
                {
                    float scores[4][4];
                    multiplyRows(scores, shared, queries, keys, plan.headSize);
                    scaleAll(scores, plan.scale);
                    if (!PLAIN) {
                        forTile(block, query, key, [&](int i, int j, bool visible) { scaled[i][j] = scores[i][j]; });
                        scoring.make(scores, block, head, query, key);
                    }
                    ofRows.probabilities(p, scores, block, query, key);
                }
                if (gv) {
                    storeTile(shared, p, false);
                    addTileTimesRows<WIDTH>(valueSums, shared, gradients, d0, plan.headSize);
                }
                if (gk || (!PLAIN && scoring.tables() > 0)) {
                    float gradient[4][4];
                    multiplyRows(gradient, shared, gradients, values, plan.headSize);
                    ofRows.throughSoftmax(gradient, p, block, query, key);
                    if (!PLAIN) {
                        if (blockIdx.z == 0 && scoring.tables() > 0) {
                            __syncthreads();
                            storeTile(shared, gradient, false);
                            scoring.addGradients(shared, false, LXT_ROWS_KEY, block, head, query, key);
                        }
                        scoring.throughCap(gradient, scaled);
                    }
                    if (!gk) {
                        continue;
                    }
                    storeTile(shared, gradient, false);
                    addTileTimesRows<WIDTH>(keySums, shared, queries, d0, plan.headSize);
                }
            }
        }
    }
    int rows = min(LXT_TILE, gradientKeys - firstRow);
    long long offset = firstRow * plan.keyStride() + (long long) group * plan.headSize;
    if (gk) {
        const float factors[4] = {plan.scale, plan.scale, plan.scale, plan.scale};
        storeRows<WIDTH>(gk + offset, plan.keyStride(), rows, keySums, factors, d0, plan.headSize);
    }
    if (gv) {
        const float factors[4] = {1.0f, 1.0f, 1.0f, 1.0f};
        storeRows<WIDTH>(gv + offset, plan.keyStride(), rows, valueSums, factors, d0, plan.headSize);
    }
}

// Grid: x the tiles of gradient rows of keys, y the heads of keys and values, z the dimensions by 64 WIDTH. Tile i has the
// blocks blockList[starts[i]] .. blockList[starts[i + 1] - 1]. gk or gv may be missing.
#define LXT_KEY_GRADIENT(WIDTH, PLAIN, SCORES)                                                                         \
    AttentionPlan plan = {(const AttentionBlock*) blocks, heads, keyValueHeads, headSize, scale, gradientRows};        \
    keyGradient<WIDTH, PLAIN>(                                                                                         \
            gk,                                                                                                        \
            gv,                                                                                                        \
            RowStatistics {largest, inverseSum, mean},                                                                 \
            g,                                                                                                         \
            q,                                                                                                         \
            k,                                                                                                         \
            v,                                                                                                         \
            plan,                                                                                                      \
            Scores {SCORES, heads},                                                                                    \
            starts,                                                                                                    \
            blockList,                                                                                                 \
            gradientKeys);

// For heads of at most 64 dimensions.
extern "C" __global__ void __launch_bounds__(LXT_THREADS) lxt_attention_key_gradient_narrow(
        float* gk,
        float* gv,
        float* largest,
        float* inverseSum,
        float* mean,
        const float* g,
        const float* q,
        const float* k,
        const float* v,
        const int* blocks,
        const int* starts,
        const int* blockList,
        int heads,
        int keyValueHeads,
        int headSize,
        float scale,
        int gradientRows,
        int gradientKeys) {
    LXT_KEY_GRADIENT(1, true, 0)
}

// For wider ones.
extern "C" __global__ void __launch_bounds__(LXT_THREADS) lxt_attention_key_gradient_wide(
        float* gk,
        float* gv,
        float* largest,
        float* inverseSum,
        float* mean,
        const float* g,
        const float* q,
        const float* k,
        const float* v,
        const int* blocks,
        const int* starts,
        const int* blockList,
        int heads,
        int keyValueHeads,
        int headSize,
        float scale,
        int gradientRows,
        int gradientKeys) {
    LXT_KEY_GRADIENT(2, true, 0)
}

// For plans that are not plain.
extern "C" __global__ void __launch_bounds__(LXT_THREADS) lxt_attention_key_gradient_scored(
        float* gk,
        float* gv,
        float* largest,
        float* inverseSum,
        float* mean,
        const float* g,
        const float* q,
        const float* k,
        const float* v,
        const int* blocks,
        const int* starts,
        const int* blockList,
        int heads,
        int keyValueHeads,
        int headSize,
        float scale,
        int gradientRows,
        int gradientKeys,
        const int* scores) {
    LXT_KEY_GRADIENT(2, false, scores)
}
