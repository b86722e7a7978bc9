// SPDX-License-Identifier: BSD-3-Clause
// Attention in tiles of 64 queries and 64 keys: what a block of 256 threads does with one tile.
//
// A thread is at (down, across) of a 16 x 16 square and has four rows, 4 down + i, and four columns, 4 across + j, of a
// tile. The sixteen threads of a row of the square are half a warp, so sums along a tile's row are shuffles.
#pragma once
#include "tiles.cuh"

// rows in shared memory are longer than a tile: columns of it then lie in different banks
#define LXT_PITCH (LXT_TILE + 4)

// Queries of one sequence and the keys that they may see, as AttentionPlan.Block says.
struct AttentionBlock {
    int queryRow;
    int queries;
    int keyRow;
    int keys;
    int firstPosition;
    int causal;
    int window;
    int gradientRow;
    int gradientKey;

    // First key that query i sees, and one past the last.
    __device__ __forceinline__ int from(int i) const {
        long long key = (long long) firstPosition + i - window + 1;
        return window == 0x7fffffff || key < 0 ? 0 : (int) key;
    }

    __device__ __forceinline__ int to(int i) const {
        long long reach = causal ? 1 : window;
        long long key = firstPosition + i + reach;
        return (window == 0x7fffffff && !causal) || key > keys ? keys : (int) key;
    }

    __device__ __forceinline__ bool sees(int i, int key) const {
        return i < queries && key >= from(i) && key < to(i);
    }
};

// 64 queries of a block from the first on.
struct QueryTile {
    int block;
    int first;
};

// Rows first .. first + 64 of a matrix whose rows are [heads, headSize], seen at one head. Rows before 0 and from limit on
// count as zeros.
struct TileRows {
    const float* base;
    long long stride;
    int first;
    int limit;

    __device__ __forceinline__ const float* row(int r) const {
        int at = first + r;
        return at >= 0 && at < limit ? base + at * stride : 0;
    }
};

// Two strips of 16 dimensions, as the products read them, and a finished tile.
struct AttentionShared {
    float left[LXT_DEPTH][LXT_PITCH];
    float right[LXT_DEPTH][2 * LXT_TILE + 4];
    float tile[LXT_TILE][LXT_PITCH];
};

#define LXT_ATTENTION_SHARED __shared__ __align__(16) AttentionShared shared

// strip[d][r] = dimension d0 + d of row r.
template <int PITCH>
static __device__ __forceinline__ void loadTurned(float (*strip)[PITCH], TileRows rows, int d0, int headSize) {
    int r = threadIdx.x / 4;
    int d = threadIdx.x % 4 * 4;
    const float* from = rows.row(r);
    float4 x = make_float4(0.0f, 0.0f, 0.0f, 0.0f);
    if (from) {
        from += d0 + d;
        int left = headSize - d0 - d;
        if (left >= 4 && headSize % 4 == 0) {
            x = *(const float4*) from;
        } else {
            x.x = left > 0 ? from[0] : 0.0f;
            x.y = left > 1 ? from[1] : 0.0f;
            x.z = left > 2 ? from[2] : 0.0f;
            x.w = left > 3 ? from[3] : 0.0f;
        }
    }
    strip[d][r] = x.x;
    strip[d + 1][r] = x.y;
    strip[d + 2][r] = x.z;
    strip[d + 3][r] = x.w;
}

// products[i][j] = a's row 4 down + i times b's row 4 across + j.
static __device__ __forceinline__ void multiplyRows(
        float products[4][4], AttentionShared& shared, TileRows a, TileRows b, int headSize) {
    int down = threadIdx.x / LXT_SIDE;
    int across = threadIdx.x % LXT_SIDE;
#pragma unroll
    for (int i = 0; i < 4; i++) {
#pragma unroll
        for (int j = 0; j < 4; j++) {
            products[i][j] = 0.0f;
        }
    }
    for (int d0 = 0; d0 < headSize; d0 += LXT_DEPTH) {
        __syncthreads();
        loadTurned(shared.left, a, d0, headSize);
        loadTurned(shared.right, b, d0, headSize);
        __syncthreads();
#pragma unroll
        for (int d = 0; d < LXT_DEPTH; d++) {
            addProducts(
                    products,
                    *(const float4*) &shared.left[d][4 * down],
                    *(const float4*) &shared.right[d][4 * across]);
        }
    }
}

static __device__ __forceinline__ void scaleAll(float values[4][4], float factor) {
#pragma unroll
    for (int i = 0; i < 4; i++) {
#pragma unroll
        for (int j = 0; j < 4; j++) {
            values[i][j] *= factor;
        }
    }
}

// strip[r][d] = dimension d0 + d of row r0 + r, for 16 rows and WIDTH * 64 dimensions.
template <int WIDTH>
static __device__ __forceinline__ void loadStrip(
        float (*strip)[2 * LXT_TILE + 4], TileRows rows, int r0, int d0, int headSize) {
    int r = threadIdx.x / LXT_SIDE;
    const float* from = rows.row(r0 + r);
#pragma unroll
    for (int w = 0; w < WIDTH; w++) {
        int d = w * LXT_TILE + threadIdx.x % LXT_SIDE * 4;
        int left = headSize - d0 - d;
        float4 x = make_float4(0.0f, 0.0f, 0.0f, 0.0f);
        if (from && left >= 4 && headSize % 4 == 0) {
            x = *(const float4*) (from + d0 + d);
        } else if (from) {
            x.x = left > 0 ? from[d0 + d] : 0.0f;
            x.y = left > 1 ? from[d0 + d + 1] : 0.0f;
            x.z = left > 2 ? from[d0 + d + 2] : 0.0f;
            x.w = left > 3 ? from[d0 + d + 3] : 0.0f;
        }
        *(float4*) &strip[r][d] = x;
    }
}

// sums[i] += for each r: tile[r][4 down + i] times dimensions d0 .. of row r, the rows in their order.
template <int WIDTH>
static __device__ __forceinline__ void addTileTimesRows(
        float (*sums)[4][4], AttentionShared& shared, TileRows rows, int d0, int headSize) {
    int down = threadIdx.x / LXT_SIDE;
    int across = threadIdx.x % LXT_SIDE;
    for (int r0 = 0; r0 < LXT_TILE; r0 += LXT_DEPTH) {
        __syncthreads();
        loadStrip<WIDTH>(shared.right, rows, r0, d0, headSize);
        __syncthreads();
#pragma unroll
        for (int r = 0; r < LXT_DEPTH; r++) {
            float4 a = *(const float4*) &shared.tile[r0 + r][4 * down];
#pragma unroll
            for (int w = 0; w < WIDTH; w++) {
                addProducts(sums[w], a, *(const float4*) &shared.right[r][w * LXT_TILE + 4 * across]);
            }
        }
    }
}

// Writes (or, turned, transposes) a thread's sixteen values into the tile of all. The barriers of the product between two
// tiles see to it that all are through with the one before.
static __device__ __forceinline__ void storeTile(AttentionShared& shared, float values[4][4], bool turned) {
    int down = threadIdx.x / LXT_SIDE;
    int across = threadIdx.x % LXT_SIDE;
#pragma unroll
    for (int i = 0; i < 4; i++) {
        if (turned) {
            *(float4*) &shared.tile[4 * across + i][4 * down] =
                    make_float4(values[0][i], values[1][i], values[2][i], values[3][i]);
        } else {
            *(float4*) &shared.tile[4 * down + i][4 * across] =
                    make_float4(values[i][0], values[i][1], values[i][2], values[i][3]);
        }
    }
}

// Writes factor times the sums to rows of a destination that is [rows, heads * headSize], at one head.
template <int WIDTH>
static __device__ __forceinline__ void storeRows(
        float* destination,
        long long stride,
        int rows,
        float (*sums)[4][4],
        const float factors[4],
        int d0,
        int headSize) {
    int down = threadIdx.x / LXT_SIDE;
    int across = threadIdx.x % LXT_SIDE;
#pragma unroll
    for (int i = 0; i < 4; i++) {
        int r = 4 * down + i;
#pragma unroll
        for (int w = 0; w < WIDTH; w++) {
#pragma unroll
            for (int j = 0; j < 4; j++) {
                int d = d0 + w * LXT_TILE + 4 * across + j;
                if (r < rows && d < headSize) {
                    destination[r * stride + d] = factors[i] * sums[w][i][j];
                }
            }
        }
    }
}

// A plan as all kernels of attention take it; where the rows of its buffers are.
struct AttentionPlan {
    const AttentionBlock* blocks;
    int heads;
    int keyValueHeads;
    int headSize;
    float scale;
    int gradientRows;

    __device__ __forceinline__ long long stride() const {
        return (long long) heads * headSize;
    }

    __device__ __forceinline__ long long keyStride() const {
        return (long long) keyValueHeads * headSize;
    }

    __device__ __forceinline__ int groupOf(int head) const {
        return head / (heads / keyValueHeads);
    }

    // Rows of a buffer like q from a block's first row on, at a head; first and limit count from there.
    __device__ __forceinline__ TileRows queries(const float* q, int firstRow, int head, int first, int limit) const {
        return {q + firstRow * stride() + (long long) head * headSize, stride(), first, limit};
    }

    // Rows of k or v.
    __device__ __forceinline__ TileRows keys(const float* k, const AttentionBlock& block, int head, int first) const {
        return {k + block.keyRow * keyStride() + (long long) groupOf(head) * headSize, keyStride(), first, block.keys};
    }
};

// Largest value and sum along a tile's row: over the four columns of a thread, then over half a warp.
static __device__ __forceinline__ float largestOfRow(float value) {
#pragma unroll
    for (int step = LXT_SIDE / 2; step > 0; step /= 2) {
        value = fmaxf(value, __shfl_xor_sync(LXT_ALL_LANES, value, step));
    }
    return value;
}

static __device__ __forceinline__ float sumOfRow(float value) {
#pragma unroll
    for (int step = LXT_SIDE / 2; step > 0; step /= 2) {
        value += __shfl_xor_sync(LXT_ALL_LANES, value, step);
    }
    return value;
}

// Calls body(i, j, whether the query sees the key) for a thread's sixteen places of the tile that begins at a query and a
// key.
template <class Body>
static __device__ __forceinline__ void forTile(const AttentionBlock& block, int query, int key, Body body) {
    int down = threadIdx.x / LXT_SIDE;
    int across = threadIdx.x % LXT_SIDE;
#pragma unroll
    for (int i = 0; i < 4; i++) {
#pragma unroll
        for (int j = 0; j < 4; j++) {
            body(i, j, block.sees(query + 4 * down + i, key + 4 * across + j));
        }
    }
}

// The softmax of rows whose scores come tile by tile: the largest score so far, and the sum of the exponentials of what the
// scores are below it.
struct RunningSoftmax {
    float largest[4];
    float sum[4];

    __device__ __forceinline__ void reset() {
#pragma unroll
        for (int i = 0; i < 4; i++) {
            largest[i] = -LXT_INFINITY;
            sum[i] = 0.0f;
        }
    }

    // Turns a tile's scores into exponentials, 0 where a key is hidden; returns in fading by what sums so far shrink.
    __device__ __forceinline__ void add(
            float scores[4][4], float fading[4], const AttentionBlock& block, int query, int key) {
        float most[4] = {largest[0], largest[1], largest[2], largest[3]};
        forTile(block, query, key, [&](int i, int j, bool visible) {
            // NaN is left out here and comes back with its exponential
            most[i] = visible ? fmaxf(most[i], scores[i][j]) : most[i];
        });
        bool nothing[4];
#pragma unroll
        for (int i = 0; i < 4; i++) {
            most[i] = largestOfRow(most[i]);
            // as long as all scores are minus infinity, nothing is added; if they stay so, the softmax is 0 / 0
            nothing[i] = most[i] == -LXT_INFINITY;
            fading[i] = nothing[i] ? 1.0f : expf(largest[i] - most[i]);
            largest[i] = most[i];
        }
        float added[4] = {};
        forTile(block, query, key, [&](int i, int j, bool visible) {
            bool counted = visible && !(nothing[i] && scores[i][j] == -LXT_INFINITY);
            scores[i][j] = counted ? expf(scores[i][j] - most[i]) : 0.0f;
            added[i] += scores[i][j];
        });
#pragma unroll
        for (int i = 0; i < 4; i++) {
            sum[i] = fading[i] * sum[i] + sumOfRow(added[i]);
        }
    }
};
