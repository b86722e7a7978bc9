// SPDX-License-Identifier: BSD-3-Clause
/**
 * Mixtures of experts: {@link org.lxt.spi.parts.mixture.SparseMlp}, the MLP of a layer that sends each token to a few of many.
 */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.spi.parts.mixture;
