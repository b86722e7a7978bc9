// SPDX-License-Identifier: BSD-3-Clause
/**
 * Rotary position embeddings: {@link org.lxt.spi.rope.RotaryEmbedding}, read from the options of a model by {@link
 * org.lxt.spi.rope.RopeOptions}.
 */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.spi.rope;
