// SPDX-License-Identifier: BSD-3-Clause
/**
 * Operations whose result is that of another and whose gradient is not: what the rules are made of. The identity rule is
 * {@link org.lxt.tensor.ops.relevance.Secant}, the uniform rule {@link org.lxt.tensor.ops.relevance.DivideGradient}; the
 * others are rules of linear layers.
 */
@org.lxt.api.API(status = org.lxt.api.API.Status.STABLE, since = "0.1")
package org.lxt.tensor.ops.relevance;
