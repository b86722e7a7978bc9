// SPDX-License-Identifier: BSD-3-Clause
/**
 * Methods from gradients, at the input or at points around it: {@link org.lxt.explain.method.gradient.PathIntegral}, {@link
 * org.lxt.explain.method.gradient.SmoothGrad} and {@link org.lxt.explain.method.gradient.GradientNorm}.
 */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.explain.method.gradient;
