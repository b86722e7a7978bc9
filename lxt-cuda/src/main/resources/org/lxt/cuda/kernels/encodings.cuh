// SPDX-License-Identifier: BSD-3-Clause
// How weights are stored, and how their elements become float32 and back.
#pragma once
#include "lxt.cuh"

// The numbers by which the host names them.
enum Encoding { F64 = 0, F32 = 1, F16 = 2, BF16 = 3 };

template <int E>
struct Stored;

template <>
struct Stored<F64> {
    typedef double Element;

    static __device__ __forceinline__ float widened(double x) {
        return (float) x;
    }
};

template <>
struct Stored<F32> {
    typedef float Element;

    static __device__ __forceinline__ float widened(float x) {
        return x;
    }
};

template <>
struct Stored<F16> {
    typedef unsigned short Element;

    // The exponent and fraction moved to their places in a float32 make 2^-112 of the number, subnormal ones included.
    static __device__ __forceinline__ float widened(unsigned short bits) {
        unsigned sign = (bits & 0x8000u) << 16;
        unsigned rest = (bits & 0x7fffu) << 13;
        if (rest >= 0x0f800000u) {
            return __uint_as_float(sign | 0x7f800000u | rest);
        }
        return __uint_as_float(sign | __float_as_uint(__uint_as_float(rest) * 5.192296858534828e33f));
    }
};

template <>
struct Stored<BF16> {
    typedef unsigned short Element;

    static __device__ __forceinline__ float widened(unsigned short bits) {
        return __uint_as_float((unsigned) bits << 16);
    }
};

// An element of a weight whose encoding is known only at run time.
static __device__ __forceinline__ float widenedAt(int encoding, const void* weight, long long at) {
    switch (encoding) {
        case F64:
            return Stored<F64>::widened(((const double*) weight)[at]);
        case F32:
            return Stored<F32>::widened(((const float*) weight)[at]);
        case F16:
            return Stored<F16>::widened(((const unsigned short*) weight)[at]);
        default:
            return Stored<BF16>::widened(((const unsigned short*) weight)[at]);
    }
}

// The nearest bfloat16, of two as near the even one.
static __device__ __forceinline__ unsigned short narrowedToBf16(float x) {
    unsigned bits = __float_as_uint(x);
    if (x != x) {
        return (unsigned short) (bits >> 16 | 0x40u);
    }
    return (unsigned short) ((bits + 0x7fffu + (bits >> 16 & 1u)) >> 16);
}

// The nearest binary16, of two as near the even one; what is too large becomes infinite.
static __device__ __forceinline__ unsigned short narrowedToF16(float x) {
    unsigned bits = __float_as_uint(x);
    unsigned sign = bits >> 16 & 0x8000u;
    unsigned size = bits & 0x7fffffffu;
    if (size > 0x7f800000u) {
        return (unsigned short) (sign | 0x7e00u);
    }
    if (size >= 0x477ff000u) {
        return (unsigned short) (sign | 0x7c00u);
    }
    if (size < 0x38800000u) {
        // subnormal: the addition of 0.5 rounds at the bit that binary16 ends with
        return (unsigned short) (sign | (__float_as_uint(__uint_as_float(size) + 0.5f) - 0x3f000000u));
    }
    return (unsigned short) (sign | ((size - 0x38000000u + 0xfffu + (size >> 13 & 1u)) >> 13));
}
