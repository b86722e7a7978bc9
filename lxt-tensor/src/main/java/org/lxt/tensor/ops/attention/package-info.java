// SPDX-License-Identifier: BSD-3-Clause
/**
 * The {@link org.lxt.tensor.ops.attention.Attention} function and the rotation of its queries and keys, {@link
 * org.lxt.tensor.ops.attention.Rope}.
 */
@org.lxt.api.API(status = org.lxt.api.API.Status.STABLE, since = "0.1")
package org.lxt.tensor.ops.attention;
