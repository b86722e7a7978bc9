// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.rules;

import org.jspecify.annotations.Nullable;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.rows.PackedRows;

/**
 * A branch f of a layer, its attention or its MLP, in {@code y = ofSum(x + factor after(f(x)))}; either norm may be missing.
 *
 * @param at site of the branch, such as {@code layers.3.self_attn}
 * @param x what it is added to, {@code [rows.size(), hidden]}
 * @param given what the branch gave, of the shape of x
 * @param after norm of what it gave, or none
 * @param factor of what is added, 1 in most models
 * @param ofSum norm of the sum, or none
 * @param y the result, of the shape of x
 * @param rows which rows these are
 * @param attended projection of the heads into the hidden size, if the branch is an attention; none of an MLP
 */
public record ResidualBranch(
        Site at,
        Tensor x,
        Tensor given,
        @Nullable NormLayer after,
        double factor,
        @Nullable NormLayer ofSum,
        Tensor y,
        PackedRows rows,
        @Nullable LinearLayer attended) {}
