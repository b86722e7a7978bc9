// SPDX-License-Identifier: BSD-3-Clause
/**
 * What a family is given of a checkpoint: its options, {@link org.lxt.spi.checkpoint.ModelConfig}, of which it declares by {@link
 * org.lxt.spi.checkpoint.KnownOptions} those that it need not read, and its parameters, {@link
 * org.lxt.spi.checkpoint.Weights}.
 */
@org.lxt.api.API(status = org.lxt.api.API.Status.STABLE, since = "0.1")
package org.lxt.spi.checkpoint;
