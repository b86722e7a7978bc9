// SPDX-License-Identifier: BSD-3-Clause
/**
 * Operations that put elements elsewhere and compute nothing: rows by {@link org.lxt.tensor.ops.move.GatherRows}, columns
 * by {@link org.lxt.tensor.ops.move.GatherColumns}, and shapes.
 */
@org.lxt.api.API(status = org.lxt.api.API.Status.STABLE, since = "0.1")
package org.lxt.tensor.ops.move;
