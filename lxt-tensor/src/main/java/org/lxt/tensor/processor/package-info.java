// SPDX-License-Identifier: BSD-3-Clause
/**
 * Kernels that the backend {@code vector} uses where they are there: of an optional module, for some processors. Authors
 * implement {@link org.lxt.tensor.processor.KernelProvider}; what a kernel computes, its interface says. Whether one is there and
 * why not, {@link org.lxt.tensor.processor.choice.KernelChoice} says.
 */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.tensor.processor;
