// SPDX-License-Identifier: BSD-3-Clause
/**
 * What kernels must show before they are used: each group is compared with plain loops, {@link org.lxt.tensor.processor.check.KernelChecks}.
 */
package org.lxt.tensor.processor.check;
