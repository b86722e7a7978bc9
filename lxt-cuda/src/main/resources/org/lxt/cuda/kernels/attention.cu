// SPDX-License-Identifier: BSD-3-Clause
// Attention forward: the softmax of a query's scores is never held, only the largest score and the sum so far.
//
// Grid: x the tiles of queries, y the heads, z the dimensions of the result by 64 WIDTH.
#include "attention_scores.cuh"

template <int WIDTH, bool PLAIN>
static __device__ __forceinline__ void attend(
        float* y,
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

    RunningSoftmax softmax;
    if (PLAIN) {
        softmax.reset();
    } else {
        scoring.begin(softmax, head);
    }
    float sums[WIDTH][4][4] = {};
    int end = block.to(tile.first + rows - 1);
    for (int key = block.from(tile.first) / LXT_TILE * LXT_TILE; key < end; key += LXT_TILE) {
        float scores[4][4];
        multiplyRows(scores, shared, queries, plan.keys(k, block, head, key), plan.headSize);
        scaleAll(scores, plan.scale);
        if (!PLAIN) {
            scoring.make(scores, block, head, tile.first, key);
        }
        float fading[4];
        softmax.add(scores, fading, block, tile.first, key);
#pragma unroll
        for (int w = 0; w < WIDTH; w++) {
#pragma unroll
            for (int i = 0; i < 4; i++) {
#pragma unroll
                for (int j = 0; j < 4; j++) {
                    sums[w][i][j] *= fading[i];
                }
            }
        }
        storeTile(shared, scores, true);
        addTileTimesRows<WIDTH>(sums, shared, plan.keys(v, block, head, key), d0, plan.headSize);
    }

    float factors[4];
#pragma unroll
    for (int i = 0; i < 4; i++) {
        int query = tile.first + 4 * (threadIdx.x / LXT_SIDE) + i;
        factors[i] = block.from(query) < block.to(query) ? 1.0f / softmax.sum[i] : 0.0f;
    }
    float* destination = y + (block.queryRow + tile.first) * plan.stride() + (long long) head * plan.headSize;
    storeRows<WIDTH>(destination, plan.stride(), rows, sums, factors, d0, plan.headSize);
}

// For heads of at most 64 dimensions.
extern "C" __global__ void __launch_bounds__(LXT_THREADS) lxt_attention_narrow(
        float* y,
        const float* q,
        const float* k,
        const float* v,
        const int* blocks,
        const int* tiles,
        int heads,
        int keyValueHeads,
        int headSize,
        float scale) {
    AttentionPlan plan = {(const AttentionBlock*) blocks, heads, keyValueHeads, headSize, scale, 0};
    attend<1, true>(y, q, k, v, plan, Scores {0, heads}, ((const QueryTile*) tiles)[blockIdx.x]);
}

// For wider ones.
extern "C" __global__ void __launch_bounds__(LXT_THREADS) lxt_attention_wide(
        float* y,
        const float* q,
        const float* k,
        const float* v,
        const int* blocks,
        const int* tiles,
        int heads,
        int keyValueHeads,
        int headSize,
        float scale) {
    AttentionPlan plan = {(const AttentionBlock*) blocks, heads, keyValueHeads, headSize, scale, 0};
    attend<2, true>(y, q, k, v, plan, Scores {0, heads}, ((const QueryTile*) tiles)[blockIdx.x]);
}

// For plans that are not plain.
extern "C" __global__ void __launch_bounds__(LXT_THREADS) lxt_attention_scored(
        float* y,
        const float* q,
        const float* k,
        const float* v,
        const int* blocks,
        const int* tiles,
        int heads,
        int keyValueHeads,
        int headSize,
        float scale,
        const int* scores) {
    AttentionPlan plan = {(const AttentionBlock*) blocks, heads, keyValueHeads, headSize, scale, 0};
    attend<2, false>(y, q, k, v, plan, Scores {scores, heads}, ((const QueryTile*) tiles)[blockIdx.x]);
}
