// SPDX-License-Identifier: BSD-3-Clause
/**
 * Operations on each element by itself. Two operands are of one shape, or one of them a row for all rows, one number
 * per row, or a single number. To see how an operation is made, begin at {@link org.lxt.tensor.ops.element.Scale}, then
 * {@link org.lxt.tensor.ops.element.Multiply}; functions of one number
 * are lines of {@link org.lxt.tensor.ops.element.ElementFunction}.
 */
@org.lxt.api.API(status = org.lxt.api.API.Status.STABLE, since = "0.1")
package org.lxt.tensor.ops.element;
