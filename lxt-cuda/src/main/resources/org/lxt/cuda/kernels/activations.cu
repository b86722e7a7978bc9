// SPDX-License-Identifier: BSD-3-Clause
// Activations and their derivatives. Tails come from functions that are small there, never from a difference with 1.
#include "lxt.cuh"

// The numbers by which the host names them.
enum Activation { SILU = 0, GELU = 1, GELU_TANH = 2, RELU = 3, TANH = 4, SIGMOID = 5 };

static __device__ __forceinline__ float sigmoid(float x) {
    return 1.0f / (1.0f + expf(-x));
}

// The normal distribution function.
static __device__ __forceinline__ float normal(float x) {
    float z = x * 0.70710678f;
    return x < -1.0f ? 0.5f * erfcf(-z) : 0.5f * (1.0f + erff(z));
}

// Twice the argument of the tanh: (1 + tanh(u)) / 2 is sigmoid(2 u).
static __device__ __forceinline__ float geluArgument(float x) {
    return 1.5957691f * (x + 0.044715f * x * x * x);
}

template <int F>
static __device__ __forceinline__ float activated(float x) {
    switch (F) {
        case SILU:
            return x * sigmoid(x);
        case GELU:
            return x * normal(x);
        case GELU_TANH:
            return x * sigmoid(geluArgument(x));
        case RELU:
            return x > 0.0f || x != x ? x : 0.0f;
        case TANH:
            return tanhf(x);
        default:
            return sigmoid(x);
    }
}

template <int F>
static __device__ __forceinline__ float derivative(float x) {
    switch (F) {
        case SILU:
            return sigmoid(x) * (1.0f + x * sigmoid(-x));
        case GELU:
            return normal(x) + x * 0.39894228f * expf(-0.5f * x * x);
        case GELU_TANH: {
            float u = geluArgument(x);
            float slope = 1.5957691f * (1.0f + 0.134145f * x * x);
            // far out the slope overflows and its factor is 0; infinity gives NaN
            float bend = fabsf(x) < 100.0f ? x * sigmoid(u) * sigmoid(-u) * slope : x - x;
            return sigmoid(u) + bend;
        }
        case RELU:
            return x > 0.0f ? 1.0f : 0.0f;
        case TANH:
            return 4.0f * sigmoid(2.0f * x) * sigmoid(-2.0f * x);
        default:
            return sigmoid(x) * sigmoid(-x);
    }
}

template <int F>
static __device__ __forceinline__ void activate(float* destination, const float* x, long long size) {
    map(destination, x, size, [](float v) { return activated<F>(v); });
}

extern "C" __global__ void lxt_activation(int f, float* destination, const float* x, long long size) {
    switch (f) {
        case SILU:
            return activate<SILU>(destination, x, size);
        case GELU:
            return activate<GELU>(destination, x, size);
        case GELU_TANH:
            return activate<GELU_TANH>(destination, x, size);
        case RELU:
            return activate<RELU>(destination, x, size);
        case TANH:
            return activate<TANH>(destination, x, size);
        default:
            return activate<SIGMOID>(destination, x, size);
    }
}

template <int F>
static __device__ __forceinline__ void differentiate(
        float* destination, const float* g, const float* x, const int* xRows, int rows, int columns) {
    forEachOfRows(rows, columns, [=](long long r, long long c) {
        long long i = r * columns + c;
        destination[i] = g[i] * derivative<F>(x[mappedRow(xRows, r) * columns + c]);
    });
}

extern "C" __global__ void lxt_activation_gradient(
        int f, float* destination, const float* g, const float* x, const int* xRows, int rows, int columns) {
    switch (f) {
        case SILU:
            return differentiate<SILU>(destination, g, x, xRows, rows, columns);
        case GELU:
            return differentiate<GELU>(destination, g, x, xRows, rows, columns);
        case GELU_TANH:
            return differentiate<GELU_TANH>(destination, g, x, xRows, rows, columns);
        case RELU:
            return differentiate<RELU>(destination, g, x, xRows, rows, columns);
        case TANH:
            return differentiate<TANH>(destination, g, x, xRows, rows, columns);
        default:
            return differentiate<SIGMOID>(destination, g, x, xRows, rows, columns);
    }
}
