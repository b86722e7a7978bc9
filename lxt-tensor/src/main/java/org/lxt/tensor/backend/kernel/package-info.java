// SPDX-License-Identifier: BSD-3-Clause
/**
 * The kernels of a backend by group, and what they are told. A backend may leave {@link
 * org.lxt.tensor.backend.kernel.AttentionKernels} and {@link org.lxt.tensor.backend.kernel.GammaKernels} to be composed of the
 * others.
 */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.tensor.backend.kernel;
