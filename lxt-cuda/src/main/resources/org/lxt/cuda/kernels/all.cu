// SPDX-License-Identifier: BSD-3-Clause
// The whole program, compiled as one.
#include "elements.cu"
#include "activations.cu"
#include "rows.cu"
#include "softmax.cu"
#include "movement.cu"
#include "reductions.cu"
#include "weights.cu"
#include "matmul.cu"
#include "gamma.cu"
#include "attention.cu"
#include "attention_gradient.cu"
#include "attention_key_gradient.cu"
