// SPDX-License-Identifier: BSD-3-Clause
// Weights as they are stored become float32, and back.
#include "encodings.cuh"

template <int E>
static __device__ __forceinline__ void widen(
        float* destination,
        const void* weight,
        long long rowStride,
        long long columnStride,
        const int* rows,
        int firstRow,
        int count,
        int columns,
        int magnitude) {
    const typename Stored<E>::Element* stored = (const typename Stored<E>::Element*) weight;
    forEachOfRows(count, columns, [=](long long r, long long c) {
        long long row = rows ? rows[r] : firstRow + r;
        float value = Stored<E>::widened(stored[row * rowStride + c * columnStride]);
        destination[r * columns + c] = magnitude ? fabsf(value) : value;
    });
}

// destination [count, columns] = the weight's rows from firstRow on, or those that the list names; their magnitudes if
// that is asked for.
extern "C" __global__ void lxt_widen(
        int encoding,
        float* destination,
        const void* weight,
        long long rowStride,
        long long columnStride,
        const int* rows,
        int firstRow,
        int count,
        int columns,
        int magnitude) {
    switch (encoding) {
        case F64:
            return widen<F64>(
                    destination, weight, rowStride, columnStride, rows, firstRow, count, columns, magnitude);
        case F32:
            return widen<F32>(
                    destination, weight, rowStride, columnStride, rows, firstRow, count, columns, magnitude);
        case F16:
            return widen<F16>(
                    destination, weight, rowStride, columnStride, rows, firstRow, count, columns, magnitude);
        default:
            return widen<BF16>(
                    destination, weight, rowStride, columnStride, rows, firstRow, count, columns, magnitude);
    }
}

extern "C" __global__ void lxt_narrow_to_bf16(unsigned short* destination, const float* x, long long size) {
    forEach(size, [=](long long i) { destination[i] = narrowedToBf16(x[i]); });
}

extern "C" __global__ void lxt_narrow_to_f16(unsigned short* destination, const float* x, long long size) {
    forEach(size, [=](long long i) { destination[i] = narrowedToF16(x[i]); });
}
