// SPDX-License-Identifier: BSD-3-Clause
// Numbers that go elsewhere, or are added up by lists of what is added: each element has one writer.
#include "lxt.cuh"

extern "C" __global__ void lxt_copy(
        float* destination, long long toRow, const float* source, long long fromRow, int rows, int columns) {
    forEachOfRows(rows, columns, [=](long long r, long long c) {
        destination[r * toRow + c] = source[r * fromRow + c];
    });
}

#define LXT_TURN 32

// destination[r * toRow + c] = source[c * fromColumn + r]: through shared memory, so that both sides go along their rows.
extern "C" __global__ void lxt_copy_turned(
        float* destination, long long toRow, const float* source, long long fromColumn, int rows, int columns) {
    __shared__ float tile[LXT_TURN][LXT_TURN + 1];
    int down = (rows + LXT_TURN - 1) / LXT_TURN;
    int across = (columns + LXT_TURN - 1) / LXT_TURN;
    int lane = threadIdx.x % LXT_TURN;
    int line = threadIdx.x / LXT_TURN;
    for (long long t = blockIdx.x; t < (long long) down * across; t += gridDim.x) {
        int firstRow = (int) (t / across) * LXT_TURN;
        int firstColumn = (int) (t % across) * LXT_TURN;
        for (int i = line; i < LXT_TURN; i += LXT_THREADS / LXT_TURN) {
            if (firstColumn + i < columns && firstRow + lane < rows) {
                tile[i][lane] = source[(firstColumn + i) * fromColumn + firstRow + lane];
            }
        }
        __syncthreads();
        for (int i = line; i < LXT_TURN; i += LXT_THREADS / LXT_TURN) {
            if (firstRow + i < rows && firstColumn + lane < columns) {
                destination[(firstRow + i) * toRow + firstColumn + lane] = tile[lane][i];
            }
        }
        __syncthreads();
    }
}

extern "C" __global__ void lxt_gather_rows(
        float* destination, const float* source, const int* sourceRows, int count, int columns) {
    forEachOfRows(count, columns, [=](long long r, long long c) {
        destination[r * columns + c] = source[(long long) sourceRows[r] * columns + c];
    });
}

extern "C" __global__ void lxt_scatter_add_rows(
        float* destination, const int* destinationRows, const float* source, int count, int columns) {
    forEachOfRows(count, columns, [=](long long r, long long c) {
        destination[(long long) destinationRows[r] * columns + c] += source[r * columns + c];
    });
}

extern "C" __global__ void lxt_sum_rows(
        float* destination, const float* source, const int* starts, const int* sourceRows, int count, int columns) {
    forEachOfRows(count, columns, [=](long long r, long long c) {
        double sum = 0;
        for (int k = starts[r]; k < starts[r + 1]; k++) {
            sum += source[(long long) sourceRows[k] * columns + c];
        }
        destination[r * columns + c] = (float) sum;
    });
}

extern "C" __global__ void lxt_gather_columns(
        float* destination, const float* source, const int* sourceColumns, int rows, int count, int width) {
    forEachOfRows(rows, count, [=](long long r, long long c) {
        int from = sourceColumns[c];
        destination[r * count + c] = from < 0 ? 0.0f : source[r * width + from];
    });
}

extern "C" __global__ void lxt_sum_columns(
        float* destination,
        const float* source,
        const int* starts,
        const int* sourceColumns,
        int rows,
        int count,
        int width) {
    forEachOfRows(rows, count, [=](long long r, long long c) {
        double sum = 0;
        for (int k = starts[c]; k < starts[c + 1]; k++) {
            sum += source[r * width + sourceColumns[k]];
        }
        destination[r * count + c] = (float) sum;
    });
}
