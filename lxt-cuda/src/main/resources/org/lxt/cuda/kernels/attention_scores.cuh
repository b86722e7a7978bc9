// SPDX-License-Identifier: BSD-3-Clause
// Score functions: what becomes of products of queries and keys before the softmax, and of their gradients. Kernels for plans
// without any have none of this compiled into them.
#pragma once
#include "attention.cuh"

// What the rows of a table belong to.
#define LXT_ROWS_SHARED 0
#define LXT_ROWS_QUERY 1
#define LXT_ROWS_KEY 2

static __device__ __forceinline__ float* lxtPointer(const int* numbers) {
    unsigned long long low = (unsigned int) numbers[0];
    unsigned long long high = (unsigned int) numbers[1];
    return (float*) (high << 32 | low);
}

// A table of numbers that are added to scores, as ScoreTable says.
struct ScoreTable {
    const float* values;
    float* gradient;
    int rows;
    int buckets;
    int middle;
    const int* bucketOf;

    __device__ __forceinline__ long long at(
            const AttentionBlock& block, int heads, int head, int query, int key, int row) const {
        int offset = key - block.firstPosition - query;
        return ((long long) row * heads + head) * buckets + bucketOf[middle + offset];
    }

    __device__ __forceinline__ float value(const AttentionBlock& block, int heads, int head, int query, int key) const {
        int row = rows == LXT_ROWS_SHARED ? 0 : rows == LXT_ROWS_QUERY ? block.queryRow + query : block.keyRow + key;
        return values[at(block, heads, head, query, key, row)];
    }
};

// The numbers of a plan: whether there is a cap, the cap, how many tables, the address of the sinks, and for each table eight
// numbers: two addresses, whose its rows are, buckets, middle, and where in these numbers its buckets of offsets begin.
struct Scores {
    const int* numbers;
    int heads;

    static const int FIRST_TABLE = 5;
    static const int TABLE = 8;

    __device__ __forceinline__ float cap() const {
        return __int_as_float(numbers[1]);
    }

    __device__ __forceinline__ int tables() const {
        return numbers[2];
    }

    __device__ __forceinline__ ScoreTable table(int i) const {
        const int* n = numbers + FIRST_TABLE + i * TABLE;
        return {lxtPointer(n), lxtPointer(n + 2), n[4], n[5], n[6], numbers + n[7]};
    }

    __device__ __forceinline__ bool hasSinks() const {
        return numbers[3] != 0 || numbers[4] != 0;
    }

    __device__ __forceinline__ float sink(int head) const {
        return lxtPointer(numbers + 3)[head];
    }

    // A sink takes part in the softmax from the beginning.
    __device__ __forceinline__ void begin(RunningSoftmax& softmax, int head) const {
        softmax.reset();
        if (hasSinks()) {
#pragma unroll
            for (int i = 0; i < 4; i++) {
                softmax.largest[i] = sink(head);
                softmax.sum[i] = 1.0f;
            }
        }
    }

    __device__ __forceinline__ float capped(float scaled) const {
        return numbers[0] ? cap() * tanhf(scaled / cap()) : scaled;
    }

    // How much a score changes with the scaled product, given what the cap made of it.
    __device__ __forceinline__ float slope(float value) const {
        float share = value / cap();
        return numbers[0] ? 1.0f - share * share : 1.0f;
    }

    // What is added to one score.
    __device__ __forceinline__ float added(const AttentionBlock& block, int head, int query, int key) const {
        float sum = 0.0f;
        for (int i = 0; i < tables(); i++) {
            sum += table(i).value(block, heads, head, query, key);
        }
        return sum;
    }

    // Scaled products of a tile become scores where the key is seen.
    __device__ __forceinline__ void make(
            float scores[4][4], const AttentionBlock& block, int head, int query, int key) const {
        int down = threadIdx.x / LXT_SIDE;
        int across = threadIdx.x % LXT_SIDE;
        forTile(block, query, key, [&](int i, int j, bool visible) {
            if (visible) {
                scores[i][j] = capped(scores[i][j]) + added(block, head, query + 4 * down + i, key + 4 * across + j);
            }
        });
    }

    // Adds the gradients of a tile's scores, which lie in shared memory, to the tables whose rows belong to `rows`: a thread has a
    // row of the gradient for itself and adds in the order of the tile. Turned, the tile has a row for each key.
    __device__ __forceinline__ void addGradients(
            const AttentionShared& shared,
            bool turned,
            int rows,
            const AttentionBlock& block,
            int head,
            int query,
            int key) const {
        __syncthreads();
        for (int t = 0; t < tables(); t++) {
            ScoreTable of = table(t);
            int own = threadIdx.x;
            if (!of.gradient || of.rows != rows || own >= LXT_TILE) {
                continue;
            }
            for (int other = 0; other < LXT_TILE; other++) {
                int i = query + (rows == LXT_ROWS_QUERY ? own : other);
                int j = key + (rows == LXT_ROWS_QUERY ? other : own);
                if (block.sees(i, j)) {
                    int row = rows == LXT_ROWS_QUERY ? block.gradientRow + i : block.gradientKey + j;
                    int down = turned ? j - key : i - query;
                    int across = turned ? i - query : j - key;
                    of.gradient[of.at(block, heads, head, i, j, row)] += shared.tile[down][across];
                }
            }
        }
        __syncthreads();
    }

    // The gradients of scores become those of scaled products.
    __device__ __forceinline__ void throughCap(float gradient[4][4], const float scaled[4][4]) const {
#pragma unroll
        for (int i = 0; i < 4; i++) {
#pragma unroll
            for (int j = 0; j < 4; j++) {
                gradient[i][j] *= slope(capped(scaled[i][j]));
            }
        }
    }
};
