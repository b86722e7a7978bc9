// SPDX-License-Identifier: BSD-3-Clause
// What the gamma rule does element by element, around its two products.
#include "lxt.cuh"

// signed may be the same buffer as magnitude.
extern "C" __global__ void lxt_gamma_factors(
        float* factors,
        float* signedFactors,
        const float* y,
        const float* magnitude,
        float gamma,
        float stabilizer,
        long long size) {
    float half = 0.5f * gamma;
    forEach(size, [=](long long i) {
        float factor = y[i] / ((1.0f + half) * fabsf(y[i]) + half * magnitude[i] + stabilizer);
        signedFactors[i] = factor;
        factors[i] = fabsf(factor);
    });
}

extern "C" __global__ void lxt_gamma_gradient(
        float* gx,
        const float* u,
        const float* v,
        const float* x,
        const int* xRows,
        float gamma,
        float epsilon,
        int rows,
        int columns) {
    float half = 0.5f * gamma;
    forEachOfRows(rows, columns, [=](long long r, long long c) {
        long long i = r * columns + c;
        float own = x[mappedRow(xRows, r) * columns + c];
        float divisor = own + (own < 0.0f ? -epsilon : epsilon);
        gx[i] = ((1.0f + half) * own * u[i] + half * fabsf(own) * v[i]) / divisor;
    });
}
