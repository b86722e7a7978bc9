// SPDX-License-Identifier: BSD-3-Clause
/**
 * Encoders of text and what their heads give: begin at {@link org.lxt.spi.parts.encoder.TextEncoder} and {@link
 * org.lxt.spi.parts.encoder.TaskHeads}.
 */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.spi.parts.encoder;
