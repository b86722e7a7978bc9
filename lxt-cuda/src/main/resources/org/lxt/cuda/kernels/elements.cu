// SPDX-License-Identifier: BSD-3-Clause
// Element by element: one source element, or one of each source, makes one element of the destination.
#include "lxt.cuh"

extern "C" __global__ void lxt_fill(float* destination, float value, long long size) {
    forEach(size, [=](long long i) { destination[i] = value; });
}

extern "C" __global__ void lxt_add(float* destination, const float* a, const float* b, long long size) {
    map(destination, a, b, size, [](float x, float y) { return x + y; });
}

extern "C" __global__ void lxt_scale(float* destination, const float* a, float factor, long long size) {
    map(destination, a, size, [=](float x) { return factor * x; });
}

extern "C" __global__ void lxt_magnitude(float* destination, const float* x, long long size) {
    map(destination, x, size, [](float v) { return fabsf(v); });
}

extern "C" __global__ void lxt_inverse_root(
        float* destination, const float* x, float factor, float epsilon, long long size) {
    map(destination, x, size, [=](float v) { return 1.0f / sqrtf(factor * v + epsilon); });
}

extern "C" __global__ void lxt_exp(float* destination, const float* x, long long size) {
    map(destination, x, size, [](float v) { return expf(v); });
}

extern "C" __global__ void lxt_log(float* destination, const float* x, long long size) {
    map(destination, x, size, [](float v) { return logf(v); });
}

extern "C" __global__ void lxt_sqrt(float* destination, const float* x, long long size) {
    map(destination, x, size, [](float v) { return sqrtf(v); });
}

// What Java's Math.pow is and C's pow is not: NaN for an exponent that is NaN, and for one that is infinite at 1 and -1.
// In double, because an exponent rounded to float shows in large results.
extern "C" __global__ void lxt_power(float* destination, const float* x, double exponent, long long size) {
    bool undefined = exponent != exponent;
    bool endless = fabs(exponent) > 1.7976931348623157e308;
    map(destination, x, size, [=](float v) {
        bool none = undefined || (endless && fabsf(v) == 1.0f);
        return none ? LXT_NAN : (float) pow((double) v, exponent);
    });
}
