// SPDX-License-Identifier: BSD-3-Clause
// What all kernels share. NVRTC compiles this without any header of CUDA's; the tests compile it for the host.
//
// Kernels stride over their work, so a grid of any size gives the same numbers. Every sum has an order that depends on
// shapes alone: there are no atomics. Buffers begin at multiples of 16 bytes.
#pragma once

#define LXT_THREADS 256
#define LXT_WARP 32
#define LXT_ALL_LANES 0xffffffffu
#define LXT_NAN __int_as_float(0x7fc00000)
#define LXT_INFINITY __int_as_float(0x7f800000)

// Index of this thread in the grid, and number of threads, where both are in a line.
static __device__ __forceinline__ long long threadOfGrid() {
    return blockIdx.x * (long long) blockDim.x + threadIdx.x;
}

static __device__ __forceinline__ long long threadsOfGrid() {
    return gridDim.x * (long long) blockDim.x;
}

template <class Body>
static __device__ __forceinline__ void forEach(long long size, Body body) {
    for (long long i = threadOfGrid(); i < size; i += threadsOfGrid()) {
        body(i);
    }
}

// Calls body(row, column) for a matrix; neighbouring threads have neighbouring columns.
template <class Body>
static __device__ __forceinline__ void forEachOfRows(long long rows, long long columns, Body body) {
    long long rowStep = gridDim.y * (long long) blockDim.y;
    long long columnStep = gridDim.x * (long long) blockDim.x;
    for (long long r = blockIdx.y * (long long) blockDim.y + threadIdx.y; r < rows; r += rowStep) {
        for (long long c = blockIdx.x * (long long) blockDim.x + threadIdx.x; c < columns; c += columnStep) {
            body(r, c);
        }
    }
}

// destination[i] = f(a[i]), by loads of 16 bytes. The destination may be the source.
template <class Function>
static __device__ __forceinline__ void map(float* destination, const float* a, long long size, Function f) {
    forEach(size / 4, [=](long long i) {
        float4 x = ((const float4*) a)[i];
        ((float4*) destination)[i] = make_float4(f(x.x), f(x.y), f(x.z), f(x.w));
    });
    long long rest = size / 4 * 4;
    forEach(size - rest, [=](long long i) { destination[rest + i] = f(a[rest + i]); });
}

// destination[i] = f(a[i], b[i]).
template <class Function>
static __device__ __forceinline__ void map(
        float* destination, const float* a, const float* b, long long size, Function f) {
    forEach(size / 4, [=](long long i) {
        float4 x = ((const float4*) a)[i];
        float4 y = ((const float4*) b)[i];
        ((float4*) destination)[i] = make_float4(f(x.x, y.x), f(x.y, y.y), f(x.z, y.z), f(x.w, y.w));
    });
    long long rest = size / 4 * 4;
    forEach(size - rest, [=](long long i) { destination[rest + i] = f(a[rest + i], b[rest + i]); });
}

// A row map: no map means each row itself.
static __device__ __forceinline__ long long mappedRow(const int* rows, long long row) {
    return rows ? rows[row] : row;
}

// Combines the values of a block's LXT_THREADS threads, always in the same tree; every thread gets the result.
template <class Value, class Combine>
static __device__ __forceinline__ Value combineBlock(Value value, Combine combine) {
    __shared__ Value ofWarps[LXT_THREADS / LXT_WARP];
    for (int step = LXT_WARP / 2; step > 0; step /= 2) {
        value = combine(value, value.shuffledDown(step));
    }
    int warp = threadIdx.x / LXT_WARP;
    if (threadIdx.x % LXT_WARP == 0) {
        ofWarps[warp] = value;
    }
    __syncthreads();
    Value all = ofWarps[0];
    for (int i = 1; i < LXT_THREADS / LXT_WARP; i++) {
        all = combine(all, ofWarps[i]);
    }
    // the next call must not overwrite what a slower thread still reads
    __syncthreads();
    return all;
}

// A sum in double: a reduction waits for memory, not for arithmetic, even where double is slow.
struct Sum {
    double value;

    __device__ __forceinline__ Sum shuffledDown(int step) const {
        return {__shfl_down_sync(LXT_ALL_LANES, value, step)};
    }
};

static __device__ __forceinline__ double sumOfBlock(double value) {
    return combineBlock(Sum {value}, [](Sum a, Sum b) { return Sum {a.value + b.value}; }).value;
}

// A number and the place where it stands.
struct Place {
    float value;
    int at;

    __device__ __forceinline__ Place shuffledDown(int step) const {
        return {__shfl_down_sync(LXT_ALL_LANES, value, step), __shfl_down_sync(LXT_ALL_LANES, at, step)};
    }
};

// Whether a is larger than b, where NaN is larger than every number.
static __device__ __forceinline__ bool exceeds(float a, float b) {
    return a > b || (a != a && b == b);
}

// The larger of two, and of two alike the one that stands first.
static __device__ __forceinline__ Place larger(Place a, Place b) {
    bool second = exceeds(b.value, a.value) || (!exceeds(a.value, b.value) && b.at < a.at);
    return second ? b : a;
}

static __device__ __forceinline__ Place largestOfBlock(Place place) {
    return combineBlock(place, [](Place a, Place b) { return larger(a, b); });
}
