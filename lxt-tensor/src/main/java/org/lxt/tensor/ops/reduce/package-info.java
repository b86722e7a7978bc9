// SPDX-License-Identifier: BSD-3-Clause
/**
 * Operations along an axis: sums, maxima, {@link org.lxt.tensor.ops.reduce.Softmax}, and the norms.
 */
@org.lxt.api.API(status = org.lxt.api.API.Status.STABLE, since = "0.1")
package org.lxt.tensor.ops.reduce;
