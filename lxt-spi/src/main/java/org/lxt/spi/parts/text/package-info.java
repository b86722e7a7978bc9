// SPDX-License-Identifier: BSD-3-Clause
/**
 * What comes before and after the layers of a model of text. Begin with {@link org.lxt.spi.parts.text.DecoderParts}, which
 * puts a decoder together.
 */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.spi.parts.text;
