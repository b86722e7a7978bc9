// SPDX-License-Identifier: BSD-3-Clause
// Row by row: a row is computed from the same row of one operand and a mapped row of another.
#include "lxt.cuh"

extern "C" __global__ void lxt_multiply(
        float* destination, const float* a, const float* b, const int* bRows, int rows, int columns) {
    forEachOfRows(rows, columns, [=](long long r, long long c) {
        long long i = r * columns + c;
        destination[i] = a[i] * b[mappedRow(bRows, r) * columns + c];
    });
}

extern "C" __global__ void lxt_divide(
        float* destination, const float* a, const float* b, const int* bRows, int rows, int columns) {
    forEachOfRows(rows, columns, [=](long long r, long long c) {
        long long i = r * columns + c;
        destination[i] = a[i] / b[mappedRow(bRows, r) * columns + c];
    });
}

extern "C" __global__ void lxt_secant_gradient(
        float* destination,
        const float* g,
        const float* x,
        const float* y,
        const int* xRows,
        float epsilon,
        int rows,
        int columns) {
    forEachOfRows(rows, columns, [=](long long r, long long c) {
        long long i = r * columns + c;
        long long from = mappedRow(xRows, r) * columns + c;
        destination[i] = g[i] * (y[from] / (x[from] + epsilon));
    });
}

extern "C" __global__ void lxt_add_vector(
        float* destination, const float* a, const float* vector, int rows, int columns) {
    forEachOfRows(rows, columns, [=](long long r, long long c) {
        long long i = r * columns + c;
        destination[i] = a[i] + vector[c];
    });
}

extern "C" __global__ void lxt_multiply_vector(
        float* destination, const float* a, const float* vector, float offset, int rows, int columns) {
    forEachOfRows(rows, columns, [=](long long r, long long c) {
        long long i = r * columns + c;
        destination[i] = a[i] * (vector[c] + offset);
    });
}

extern "C" __global__ void lxt_scale_rows(
        float* destination, const float* a, const float* factors, const int* factorRows, int rows, int columns) {
    forEachOfRows(rows, columns, [=](long long r, long long c) {
        long long i = r * columns + c;
        destination[i] = factors[mappedRow(factorRows, r)] * a[i];
    });
}

// A block takes one row after the other.
extern "C" __global__ void lxt_row_dot(
        float* destination, const float* a, const float* b, const int* bRows, int rows, int columns) {
    for (long long r = blockIdx.x; r < rows; r += gridDim.x) {
        const float* left = a + r * columns;
        const float* right = b + mappedRow(bRows, r) * columns;
        double sum = 0;
        for (int c = threadIdx.x; c < columns; c += LXT_THREADS) {
            sum += (double) left[c] * right[c];
        }
        sum = sumOfBlock(sum);
        if (threadIdx.x == 0) {
            destination[r] = (float) sum;
        }
    }
}

// One thread turns one pair (j, j + half) of one head; the destination may be the source.
extern "C" __global__ void lxt_rope(
        float* destination,
        const float* x,
        const float* cosines,
        const float* sines,
        const int* tableRows,
        int inverse,
        int rows,
        int heads,
        int headSize) {
    int half = headSize / 2;
    forEachOfRows(rows, (long long) heads * half, [=](long long r, long long c) {
        long long head = c / half;
        long long j = c % half;
        long long table = mappedRow(tableRows, r) * half + j;
        long long at = (r * heads + head) * headSize + j;
        float cosine = cosines[table];
        float sine = inverse ? -sines[table] : sines[table];
        float first = x[at];
        float second = x[at + half];
        destination[at] = first * cosine - second * sine;
        destination[at + half] = second * cosine + first * sine;
    });
}
