// SPDX-License-Identifier: BSD-3-Clause
// Softmax of rows and its gradient. A block takes one row after the other.
#include "lxt.cuh"

// Row r sees columns from .. to, as Band says; the others become 0. NaN among the visible makes all of them NaN, and so
// does infinity, or minus infinity in all places.
extern "C" __global__ void lxt_softmax(
        float* destination, const float* scores, int firstPosition, int causal, int window, int rows, int columns) {
    for (long long r = blockIdx.x; r < rows; r += gridDim.x) {
        const float* s = scores + r * columns;
        float* d = destination + r * columns;
        long long position = firstPosition + r;
        long long from = window == 0x7fffffff || position - window < -1 ? 0 : position - window + 1;
        long long end = position + (causal ? 1 : window);
        long long to = (window == 0x7fffffff && !causal) || end > columns ? columns : end;

        Place largest = {-LXT_INFINITY, 0x7fffffff};
        for (long long c = from + threadIdx.x; c < to; c += LXT_THREADS) {
            largest = larger(largest, Place {s[c], (int) c});
        }
        float max = largestOfBlock(largest).value;
        double sum = 0;
        for (long long c = from + threadIdx.x; c < to; c += LXT_THREADS) {
            sum += expf(s[c] - max);
        }
        float divisor = (float) sumOfBlock(sum);
        for (int c = threadIdx.x; c < columns; c += LXT_THREADS) {
            d[c] = c >= from && c < to ? expf(s[c] - max) / divisor : 0.0f;
        }
    }
}

extern "C" __global__ void lxt_softmax_gradient(
        float* destination, const float* p, const float* gp, int rows, int columns) {
    for (long long r = blockIdx.x; r < rows; r += gridDim.x) {
        long long at = r * columns;
        double sum = 0;
        for (int c = threadIdx.x; c < columns; c += LXT_THREADS) {
            sum += (double) p[at + c] * gp[at + c];
        }
        float mean = (float) sumOfBlock(sum);
        for (int c = threadIdx.x; c < columns; c += LXT_THREADS) {
            destination[at + c] = p[at + c] * (gp[at + c] - mean);
        }
    }
}
