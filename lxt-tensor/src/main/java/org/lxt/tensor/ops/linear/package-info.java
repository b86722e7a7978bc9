// SPDX-License-Identifier: BSD-3-Clause
/**
 * Products of matrices: {@link org.lxt.tensor.ops.linear.Linear} layers with stored parameters, one by one or grouped by a
 * {@link org.lxt.tensor.ops.linear.Routing}, {@link org.lxt.tensor.ops.linear.MatMul} of two tensors, and convolutions, which
 * are linear layers on {@linkplain org.lxt.tensor.ops.linear.Unfold unfolded} images.
 */
@org.lxt.api.API(status = org.lxt.api.API.Status.STABLE, since = "0.1")
package org.lxt.tensor.ops.linear;
