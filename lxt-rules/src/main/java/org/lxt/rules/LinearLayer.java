// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.rules;

import org.jspecify.annotations.Nullable;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.weight.Weight;

/**
 * The parameters of a linear layer, {@code y = x W^T + b}.
 *
 * @param weight {@code [outputs, inputs]}
 * @param bias constant of {@code outputs} elements, or none
 */
public record LinearLayer(Weight weight, @Nullable Tensor bias) {}
