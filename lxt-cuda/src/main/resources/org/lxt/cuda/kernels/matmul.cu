// SPDX-License-Identifier: BSD-3-Clause
// A matrix product in float32 for what a library does not take, or would take only after the weight was widened: any
// strides, and a right operand as it is stored. Sums go along the inner index in its order.
#include "encodings.cuh"
#include "tiles.cuh"

// c = alpha a w + beta c with c [m, n], a [m, inner], w [inner, n]; with beta 0, c may hold anything before.
struct Product {
    int encoding;
    float* c;
    long long cRow;
    long long cColumn;
    const float* a;
    long long aRow;
    long long aColumn;
    const void* w;
    long long wRow;
    long long wColumn;
    int m;
    int n;
    int inner;
    float alpha;
    float beta;
    // whether the magnitudes of w are meant
    int magnitude;

    __device__ __forceinline__ float left(int i, int k) const {
        return i < m && k < inner ? a[i * aRow + k * aColumn] : 0.0f;
    }

    __device__ __forceinline__ float right(int k, int j) const {
        if (j >= n || k >= inner) {
            return 0.0f;
        }
        float value = widenedAt(encoding, w, k * wRow + j * wColumn);
        return magnitude ? fabsf(value) : value;
    }

    __device__ __forceinline__ void store(int i, int j, float sum) const {
        if (i < m && j < n) {
            long long at = i * cRow + j * cColumn;
            c[at] = beta == 0.0f ? alpha * sum : alpha * sum + beta * c[at];
        }
    }
};

// Tiles of 64 x 64; a thread has four rows and four columns of one.
static __device__ __forceinline__ void multiplyTiles(const Product& p) {
    __shared__ __align__(16) float left[LXT_DEPTH][LXT_TILE + 4];
    __shared__ __align__(16) float right[LXT_DEPTH][LXT_TILE + 4];
    int down = threadIdx.x / LXT_SIDE;
    int across = threadIdx.x % LXT_SIDE;
    int tilesAcross = (p.n + LXT_TILE - 1) / LXT_TILE;
    long long tiles = (long long) ((p.m + LXT_TILE - 1) / LXT_TILE) * tilesAcross;
    for (long long tile = blockIdx.x; tile < tiles; tile += gridDim.x) {
        int firstRow = (int) (tile / tilesAcross) * LXT_TILE;
        int firstColumn = (int) (tile % tilesAcross) * LXT_TILE;
        float sums[4][4] = {};
        for (int k0 = 0; k0 < p.inner; k0 += LXT_DEPTH) {
            // neighbouring threads take what lies side by side in memory
            for (int i = threadIdx.x; i < LXT_DEPTH * LXT_TILE; i += LXT_THREADS) {
                int k = p.aColumn == 1 ? i % LXT_DEPTH : i / LXT_TILE;
                int r = p.aColumn == 1 ? i / LXT_DEPTH : i % LXT_TILE;
                left[k][r] = p.left(firstRow + r, k0 + k);
            }
            for (int i = threadIdx.x; i < LXT_DEPTH * LXT_TILE; i += LXT_THREADS) {
                int k = p.wRow == 1 ? i % LXT_DEPTH : i / LXT_TILE;
                int j = p.wRow == 1 ? i / LXT_DEPTH : i % LXT_TILE;
                right[k][j] = p.right(k0 + k, firstColumn + j);
            }
            __syncthreads();
#pragma unroll
            for (int k = 0; k < LXT_DEPTH; k++) {
                addProducts(sums, *(const float4*) &left[k][4 * down], *(const float4*) &right[k][4 * across]);
            }
            __syncthreads();
        }
#pragma unroll
        for (int i = 0; i < 4; i++) {
#pragma unroll
            for (int j = 0; j < 4; j++) {
                p.store(firstRow + 4 * down + i, firstColumn + 4 * across + j, sums[i][j]);
            }
        }
    }
}

// Along the inner index in the tiles below: a block that has few products to do waits for memory less often.
#define LXT_LONG_DEPTH 64

// Tiles of 16 x 16, for few rows: many blocks, so that a weight is read by the whole device. A thread has one product.
static __device__ __forceinline__ void multiplySmallTiles(const Product& p) {
    __shared__ __align__(16) float left[LXT_SIDE][LXT_LONG_DEPTH + 4];
    __shared__ __align__(16) float right[LXT_SIDE][LXT_LONG_DEPTH + 4];
    int down = threadIdx.x / LXT_SIDE;
    int across = threadIdx.x % LXT_SIDE;
    int tilesAcross = (p.n + LXT_SIDE - 1) / LXT_SIDE;
    long long tiles = (long long) ((p.m + LXT_SIDE - 1) / LXT_SIDE) * tilesAcross;
    for (long long tile = blockIdx.x; tile < tiles; tile += gridDim.x) {
        int firstRow = (int) (tile / tilesAcross) * LXT_SIDE;
        int firstColumn = (int) (tile % tilesAcross) * LXT_SIDE;
        float sum = 0.0f;
        for (int k0 = 0; k0 < p.inner; k0 += LXT_LONG_DEPTH) {
            for (int i = threadIdx.x; i < LXT_SIDE * LXT_LONG_DEPTH; i += LXT_THREADS) {
                int k = p.aColumn == 1 ? i % LXT_LONG_DEPTH : i / LXT_SIDE;
                int r = p.aColumn == 1 ? i / LXT_LONG_DEPTH : i % LXT_SIDE;
                left[r][k] = p.left(firstRow + r, k0 + k);
            }
            for (int i = threadIdx.x; i < LXT_SIDE * LXT_LONG_DEPTH; i += LXT_THREADS) {
                int k = p.wRow == 1 ? i % LXT_LONG_DEPTH : i / LXT_SIDE;
                int j = p.wRow == 1 ? i / LXT_LONG_DEPTH : i % LXT_SIDE;
                right[j][k] = p.right(k0 + k, firstColumn + j);
            }
            __syncthreads();
            // warps whose rows are not there leave the processor to the others
            if (firstRow + down < p.m) {
#pragma unroll
                for (int k = 0; k < LXT_LONG_DEPTH; k += 4) {
                    float4 x = *(const float4*) &left[down][k];
                    float4 y = *(const float4*) &right[across][k];
                    sum += x.x * y.x;
                    sum += x.y * y.y;
                    sum += x.z * y.z;
                    sum += x.w * y.w;
                }
            }
            __syncthreads();
        }
        p.store(firstRow + down, firstColumn + across, sum);
    }
}

extern "C" __global__ void __launch_bounds__(LXT_THREADS) lxt_matmul(
        int encoding,
        float* c,
        long long cRow,
        long long cColumn,
        const float* a,
        long long aRow,
        long long aColumn,
        const void* w,
        long long wRow,
        long long wColumn,
        int m,
        int n,
        int inner,
        float alpha,
        float beta,
        int magnitude) {
    multiplyTiles(
            {encoding, c, cRow, cColumn, a, aRow, aColumn, w, wRow, wColumn, m, n, inner, alpha, beta, magnitude});
}

extern "C" __global__ void __launch_bounds__(LXT_THREADS) lxt_matmul_few_rows(
        int encoding,
        float* c,
        long long cRow,
        long long cColumn,
        const float* a,
        long long aRow,
        long long aColumn,
        const void* w,
        long long wRow,
        long long wColumn,
        int m,
        int n,
        int inner,
        float alpha,
        float beta,
        int magnitude) {
    multiplySmallTiles(
            {encoding, c, cRow, cColumn, a, aRow, aColumn, w, wRow, wColumn, m, n, inner, alpha, beta, magnitude});
}
