// SPDX-License-Identifier: BSD-3-Clause
// Along an axis: a buffer is [outer, length, inner], what is left without the axis [outer, inner].
//
// Each reduction is there twice: a thread for each result where there are many of them, and a block for each result where
// the axis is long.
#include "lxt.cuh"

// Where result i begins in the source.
static __device__ __forceinline__ long long firstOf(long long result, int length, int inner) {
    return result / inner * length * inner + result % inner;
}

extern "C" __global__ void lxt_sum_by_threads(float* destination, const float* x, int outer, int length, int inner) {
    forEach((long long) outer * inner, [=](long long i) {
        const float* from = x + firstOf(i, length, inner);
        double sum = 0;
        for (int j = 0; j < length; j++) {
            sum += from[(long long) j * inner];
        }
        destination[i] = (float) sum;
    });
}

extern "C" __global__ void lxt_sum_by_blocks(float* destination, const float* x, int outer, int length, int inner) {
    for (long long i = blockIdx.x; i < (long long) outer * inner; i += gridDim.x) {
        const float* from = x + firstOf(i, length, inner);
        double sum = 0;
        for (int j = threadIdx.x; j < length; j += LXT_THREADS) {
            sum += from[(long long) j * inner];
        }
        sum = sumOfBlock(sum);
        if (threadIdx.x == 0) {
            destination[i] = (float) sum;
        }
    }
}

extern "C" __global__ void lxt_max_by_threads(
        float* values, float* positions, const float* x, int outer, int length, int inner) {
    forEach((long long) outer * inner, [=](long long i) {
        const float* from = x + firstOf(i, length, inner);
        Place best = {from[0], 0};
        for (int j = 1; j < length; j++) {
            best = larger(best, Place {from[(long long) j * inner], j});
        }
        values[i] = best.value;
        positions[i] = (float) best.at;
    });
}

extern "C" __global__ void lxt_max_by_blocks(
        float* values, float* positions, const float* x, int outer, int length, int inner) {
    for (long long i = blockIdx.x; i < (long long) outer * inner; i += gridDim.x) {
        const float* from = x + firstOf(i, length, inner);
        // what a thread without elements brings loses against everything, minus infinity included
        Place best = {-LXT_INFINITY, 0x7fffffff};
        for (int j = threadIdx.x; j < length; j += LXT_THREADS) {
            best = larger(best, Place {from[(long long) j * inner], j});
        }
        best = largestOfBlock(best);
        if (threadIdx.x == 0) {
            values[i] = best.value;
            positions[i] = (float) best.at;
        }
    }
}

extern "C" __global__ void lxt_repeat(float* destination, const float* x, int outer, int length, int inner) {
    forEach((long long) outer * length * inner, [=](long long i) {
        destination[i] = x[i / inner / length * inner + i % inner];
    });
}

extern "C" __global__ void lxt_place(
        float* destination,
        const float* x,
        const float* positions,
        const int* positionRows,
        int rows,
        int outer,
        int length,
        int inner) {
    forEach((long long) rows * outer * length * inner, [=](long long i) {
        long long within = i % inner;
        int j = (int) (i / inner % length);
        long long o = i / inner / length % outer;
        long long r = i / inner / length / outer;
        float position = positions[(mappedRow(positionRows, r) * outer + o) * inner + within];
        destination[i] = position == (float) j ? x[(r * outer + o) * inner + within] : 0.0f;
    });
}
