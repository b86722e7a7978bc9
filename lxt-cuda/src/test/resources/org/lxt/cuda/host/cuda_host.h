// SPDX-License-Identifier: BSD-3-Clause
// What CUDA C has and C++ has not, for g++: kernels become functions of the host. The threads of a block take turns on one
// thread of the host, each on a stack of its own (fibres.cpp), and give way where a barrier or a shuffle is.
#pragma once

#include <math.h>
#include <stdint.h>
#include <string.h>

#define __global__
#define __device__
#define __forceinline__ inline
#define __launch_bounds__(threads)
#define __align__(bytes) __attribute__((aligned(bytes)))
// a block runs on one thread of the host from its beginning to its end
#define __shared__ static thread_local

struct Dimensions {
    unsigned x;
    unsigned y;
    unsigned z;
};

extern thread_local Dimensions threadIdx;
extern thread_local Dimensions blockIdx;
extern thread_local Dimensions blockDim;
extern thread_local Dimensions gridDim;

struct __align__(16) float4 {
    float x;
    float y;
    float z;
    float w;
};

static inline float4 make_float4(float x, float y, float z, float w) {
    return {x, y, z, w};
}

template <class To, class From>
static inline To sameBits(From from) {
    static_assert(sizeof(To) == sizeof(From), "only numbers of one size have the same bits");
    To to;
    memcpy(&to, &from, sizeof to);
    return to;
}

static inline float __int_as_float(int bits) {
    return sameBits<float>(bits);
}

static inline float __uint_as_float(unsigned bits) {
    return sameBits<float>(bits);
}

static inline unsigned __float_as_uint(float x) {
    return sameBits<unsigned>(x);
}

static inline int min(int a, int b) {
    return a < b ? a : b;
}

static inline int max(int a, int b) {
    return a > b ? a : b;
}

// Waits until every thread of the block is here.
void __syncthreads();

// Waits until every lane of the warp is here; gives the bits that the lane at the place has brought.
uint64_t lxtExchange(uint64_t bits, unsigned lane);

// The lane of this thread in its warp.
unsigned lxtLane();

template <class Value>
static inline Value lxtShuffle(Value value, unsigned lane) {
    static_assert(sizeof(Value) <= sizeof(uint64_t), "a shuffle moves at most 8 bytes");
    uint64_t bits = 0;
    memcpy(&bits, &value, sizeof value);
    bits = lxtExchange(bits, lane);
    memcpy(&value, &bits, sizeof value);
    return value;
}

template <class Value>
static inline Value __shfl_down_sync(unsigned, Value value, unsigned step) {
    unsigned lane = lxtLane();
    return lxtShuffle(value, lane + step < 32 ? lane + step : lane);
}

template <class Value>
static inline Value __shfl_xor_sync(unsigned, Value value, unsigned mask) {
    return lxtShuffle(value, lxtLane() ^ mask);
}
