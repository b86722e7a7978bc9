// A matrix product in float32 for what a library does not take: any strides, rows picked by a list, and a right operand
// as it is stored, widened on the way to shared memory. Sums go along the inner index in its order.
#include "encodings.cuh"

// c[i, j] = alpha * sum over k of a[aRows[i], k] w[k, j] + beta c[i, j]; with beta 0, c may hold anything before. A thread
// has PER_THREAD rows and four columns of a tile.
template <int PER_THREAD>
static __device__ __forceinline__ void multiplyTiles(
        int encoding,
        float* c,
        long long cRow,
        long long cColumn,
        const float* a,
        long long aRow,
        long long aColumn,
        const int* aRows,
        const void* w,
        long long wRow,
        long long wColumn,
        int m,
        int n,
        int inner,
        float alpha,
        float beta,
        int magnitude) {
    const int tileRows = LXT_SIDE * PER_THREAD;
    __shared__ __align__(16) float left[LXT_DEPTH][LXT_SIDE * PER_THREAD + 4];
    __shared__ __align__(16) float right[LXT_DEPTH][LXT_TILE + 4];
    int thread = threadIdx.x;
    int down = thread / LXT_SIDE;
    int across = thread % LXT_SIDE;
    int tilesAcross = (n + LXT_TILE - 1) / LXT_TILE;
    long long tiles = (long long) ((m + tileRows - 1) / tileRows) * tilesAcross;
    for (long long tile = blockIdx.x; tile < tiles; tile += gridDim.x) {
        int firstRow = (int) (tile / tilesAcross) * tileRows;
        int firstColumn = (int) (tile % tilesAcross) * LXT_TILE;
        float sums[PER_THREAD][4] = {};
        for (int k0 = 0; k0 < inner; k0 += LXT_DEPTH) {
            // neighbouring threads take what lies side by side in memory
            for (int i = thread; i < LXT_DEPTH * tileRows; i += LXT_THREADS) {
                int k = aColumn == 1 ? i % LXT_DEPTH : i / tileRows;
                int r = aColumn == 1 ? i / LXT_DEPTH : i % tileRows;
                float value = 0.0f;
                if (firstRow + r < m && k0 + k < inner) {
                    value = a[mappedRow(aRows, firstRow + r) * aRow + (k0 + k) * aColumn];
                }
                left[k][r] = magnitude ? fabsf(value) : value;
            }
            for (int i = thread; i < LXT_DEPTH * LXT_TILE; i += LXT_THREADS) {
                int k = wRow == 1 ? i % LXT_DEPTH : i / LXT_TILE;
                int j = wRow == 1 ? i / LXT_DEPTH : i % LXT_TILE;
                float value = 0.0f;
                if (firstColumn + j < n && k0 + k < inner) {
                    value = widenedAt(encoding, w, (k0 + k) * wRow + (firstColumn + j) * wColumn);
                }
                right[k][j] = magnitude ? fabsf(value) : value;
            }
            __syncthreads();
#pragma unroll
            for (int k = 0; k < LXT_DEPTH; k++) {
                float4 b = *(const float4*) &right[k][4 * across];
#pragma unroll
                for (int i = 0; i < PER_THREAD; i++) {
                    float x = left[k][PER_THREAD * down + i];
                    sums[i][0] += x * b.x;
                    sums[i][1] += x * b.y;
                    sums[i][2] += x * b.z;
                    sums[i][3] += x * b.w;
                }
            }
            __syncthreads();
        }
#pragma unroll
        for (int i = 0; i < PER_THREAD; i++) {
            int r = firstRow + PER_THREAD * down + i;
#pragma unroll
            for (int j = 0; j < 4; j++) {
                int column = firstColumn + 4 * across + j;
                if (r < m && column < n) {
                    long long at = r * cRow + column * cColumn;
                    c[at] = beta == 0.0f ? alpha * sums[i][j] : alpha * sums[i][j] + beta * c[at];
                }
            }
        }
    }
}

// Tiles of 64 rows and 64 columns.
extern "C" __global__ void lxt_matmul(
        int encoding,
        float* c,
        long long cRow,
        long long cColumn,
        const float* a,
        long long aRow,
        long long aColumn,
        const int* aRows,
        const void* w,
        long long wRow,
        long long wColumn,
        int m,
        int n,
        int inner,
        float alpha,
        float beta,
        int magnitude) {
    multiplyTiles<4>(
            encoding,
            c,
            cRow,
            cColumn,
            a,
            aRow,
            aColumn,
            aRows,
            w,
            wRow,
            wColumn,
            m,
            n,
            inner,
            alpha,
            beta,
            magnitude);
}

// Tiles of 16 rows and 64 columns.
extern "C" __global__ void lxt_matmul_few_rows(
        int encoding,
        float* c,
        long long cRow,
        long long cColumn,
        const float* a,
        long long aRow,
        long long aColumn,
        const int* aRows,
        const void* w,
        long long wRow,
        long long wColumn,
        int m,
        int n,
        int inner,
        float alpha,
        float beta,
        int magnitude) {
    multiplyTiles<1>(
            encoding,
            c,
            cRow,
            cColumn,
            a,
            aRow,
            aColumn,
            aRows,
            w,
            wRow,
            wColumn,
            m,
            n,
            inner,
            alpha,
            beta,
            magnitude);
}
