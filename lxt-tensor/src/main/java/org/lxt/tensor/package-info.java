// SPDX-License-Identifier: BSD-3-Clause
/**
 * Tensors and the tape. Begin at {@link org.lxt.tensor.Scope}, which owns the {@link org.lxt.tensor.Tensor}s of a pass,
 * watches inputs and goes back from {@link org.lxt.tensor.Seed}s to {@link org.lxt.tensor.Gradients}. An operation of
 * your own is an {@link org.lxt.tensor.Operation}.
 */
@org.lxt.api.API(status = org.lxt.api.API.Status.STABLE, since = "0.1")
package org.lxt.tensor;
