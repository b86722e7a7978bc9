// SPDX-License-Identifier: BSD-3-Clause
// Products in tiles of 64 x 64 and strips of 16 along the inner index. The 256 threads of a block are a square of 16 x 16;
// a thread has four rows and four columns of a tile.
#pragma once
#include "lxt.cuh"

#define LXT_TILE 64
#define LXT_DEPTH 16
#define LXT_SIDE 16

static __device__ __forceinline__ void addProducts(float sums[4][4], float4 a, float4 b) {
    const float x[4] = {a.x, a.y, a.z, a.w};
    const float y[4] = {b.x, b.y, b.z, b.w};
#pragma unroll
    for (int i = 0; i < 4; i++) {
#pragma unroll
        for (int j = 0; j < 4; j++) {
            sums[i][j] += x[i] * y[j];
        }
    }
}
