// SPDX-License-Identifier: BSD-3-Clause
/**
 * The parts that layers of several families are made of, decoders and encoders alike. Begin with {@link
 * org.lxt.spi.parts.ResidualLayer} and {@link org.lxt.spi.parts.LayerStack}.
 */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.spi.parts;
