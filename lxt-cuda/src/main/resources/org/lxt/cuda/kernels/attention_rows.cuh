// SPDX-License-Identifier: BSD-3-Clause
// What the backward kernels of attention know of each row before they begin.
#pragma once
#include "attention_scores.cuh"

// What the first kernel finds for each head and gradient row: [heads, gradientRows] each.
struct RowStatistics {
    float* largest;
    float* inverseSum;
    // the sum over keys of probability times gradient of the probability
    float* mean;
};

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
