// Attention backward. The probabilities are computed again, tile by tile, from the largest score and the sum of each row of
// each head; those of all rows are found first.
//
// A query's gradient is added up by the block that has its tile, a key's by the block that has its tile of gradient rows,
// which goes through everything that adds to them in the order of the plan.
#include "attention.cuh"

// What the first kernel finds for each head and gradient row: [heads, gradientRows] each.
struct RowStatistics {
    float* largest;
    float* inverseSum;
    // the sum over keys of probability times gradient of the probability
    float* mean;
};

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
    LXT_ATTENTION_SHARED;
    AttentionPlan plan = {(const AttentionBlock*) blocks, heads, keyValueHeads, headSize, scale, gradientRows};
    QueryTile tile = ((const QueryTile*) tiles)[blockIdx.x];
    AttentionBlock block = plan.blocks[tile.block];
    int head = blockIdx.y;
    int rows = min(LXT_TILE, block.queries - tile.first);
    TileRows queries = plan.queries(q, block.queryRow, head, tile.first, block.queries);
    TileRows gradients = plan.queries(g, block.gradientRow, head, tile.first, block.queries);

    RunningSoftmax softmax;
    softmax.reset();
    float sums[4] = {};
    int end = block.to(tile.first + rows - 1);
    for (int key = block.from(tile.first) / LXT_TILE * LXT_TILE; key < end; key += LXT_TILE) {
        float p[4][4];
        multiplyRows(p, shared, queries, plan.keys(k, block, head, key), headSize);
        scaleAll(p, scale);
        float fading[4];
        softmax.add(p, fading, block, tile.first, key);
        if (mean) {
            float gp[4][4];
            multiplyRows(gp, shared, gradients, plan.keys(v, block, head, key), headSize);
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
            long long at = (long long) head * gradientRows + block.gradientRow + tile.first + r;
            float inverse = 1.0f / softmax.sum[i];
            largest[at] = softmax.largest[i];
            inverseSum[at] = inverse;
            if (mean) {
                mean[at] = sums[i] * inverse;
            }
        }
    }
}

// The statistics of a thread's four rows.
struct FourRows {
    float largest[4];
    float inverseSum[4];
    float mean[4];

    __device__ __forceinline__ void load(
            const RowStatistics& all, const AttentionPlan& plan, const AttentionBlock& block, int head, int query) {
#pragma unroll
        for (int i = 0; i < 4; i++) {
            int r = query + 4 * (threadIdx.x / LXT_SIDE) + i;
            bool there = r < block.queries;
            long long at = (long long) head * plan.gradientRows + block.gradientRow + r;
            largest[i] = there ? all.largest[at] : 0.0f;
            inverseSum[i] = there ? all.inverseSum[at] : 0.0f;
            mean[i] = there && all.mean ? all.mean[at] : 0.0f;
        }
    }

    // p = the probabilities of a tile's scores, 0 where a key is hidden.
    __device__ __forceinline__ void probabilities(
            float p[4][4], const float scores[4][4], const AttentionBlock& block, int query, int key) const {
        forTile(block, query, key, [&](int i, int j, bool visible) {
            p[i][j] = visible ? expf(scores[i][j] - largest[i]) * inverseSum[i] : 0.0f;
        });
    }

    // gp, the gradients of the probabilities, become those of the scores.
    __device__ __forceinline__ void throughSoftmax(
            float gp[4][4], const float p[4][4], const AttentionBlock& block, int query, int key) const {
        forTile(block, query, key, [&](int i, int j, bool visible) {
            gp[i][j] = visible ? p[i][j] * (gp[i][j] - mean[i]) : 0.0f;
        });
    }
};

template <int WIDTH>
static __device__ __forceinline__ void queryGradient(
        float* gq,
        float* scoreRelevance,
        const RowStatistics& statistics,
        const float* g,
        const float* q,
        const float* k,
        const float* v,
        const AttentionPlan& plan,
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
    int end = block.to(tile.first + rows - 1);
    for (int key = block.from(tile.first) / LXT_TILE * LXT_TILE; key < end; key += LXT_TILE) {
        TileRows keys = plan.keys(k, block, head, key);
        float scores[4][4];
        multiplyRows(scores, shared, queries, keys, plan.headSize);
        scaleAll(scores, plan.scale);
        float gradient[4][4];
        multiplyRows(gradient, shared, gradients, plan.keys(v, block, head, key), plan.headSize);
        float p[4][4];
        ofRows.probabilities(p, scores, block, tile.first, key);
        ofRows.throughSoftmax(gradient, p, block, tile.first, key);
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
            if (threadIdx.x % LXT_SIDE == 0 && r < rows) {
                scoreRelevance[(long long) head * plan.gradientRows + block.gradientRow + tile.first + r] = all;
            }
        }
    }
}

// Grid: x the tiles of queries, y the heads, z the dimensions by 64 WIDTH. gq or scoreRelevance, [heads, gradientRows], may
// be missing.
#define LXT_QUERY_GRADIENT(WIDTH)                                                                                      \
    AttentionPlan plan = {(const AttentionBlock*) blocks, heads, keyValueHeads, headSize, scale, gradientRows};        \
    queryGradient<WIDTH>(                                                                                              \
            gq,                                                                                                        \
            scoreRelevance,                                                                                            \
            RowStatistics {largest, inverseSum, mean},                                                                 \
            g,                                                                                                         \
            q,                                                                                                         \
            k,                                                                                                         \
            v,                                                                                                         \
            plan,                                                                                                      \
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
    LXT_QUERY_GRADIENT(1)
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
    LXT_QUERY_GRADIENT(2)
}

template <int WIDTH>
static __device__ __forceinline__ void keyGradient(
        float* gk,
        float* gv,
        const RowStatistics& statistics,
        const float* g,
        const float* q,
        const float* k,
        const float* v,
        const AttentionPlan& plan,
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
                {
                    float scores[4][4];
                    multiplyRows(scores, shared, queries, keys, plan.headSize);
                    scaleAll(scores, plan.scale);
                    ofRows.probabilities(p, scores, block, query, key);
                }
                if (gv) {
                    storeTile(shared, p, false);
                    addTileTimesRows<WIDTH>(valueSums, shared, gradients, d0, plan.headSize);
                }
                if (gk) {
                    float gradient[4][4];
                    multiplyRows(gradient, shared, gradients, values, plan.headSize);
                    ofRows.throughSoftmax(gradient, p, block, query, key);
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
#define LXT_KEY_GRADIENT(WIDTH)                                                                                        \
    AttentionPlan plan = {(const AttentionBlock*) blocks, heads, keyValueHeads, headSize, scale, gradientRows};        \
    keyGradient<WIDTH>(                                                                                                \
            gk,                                                                                                        \
            gv,                                                                                                        \
            RowStatistics {largest, inverseSum, mean},                                                                 \
            g,                                                                                                         \
            q,                                                                                                         \
            k,                                                                                                         \
            v,                                                                                                         \
            plan,                                                                                                      \
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
    LXT_KEY_GRADIENT(1)
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
    LXT_KEY_GRADIENT(2)
}
