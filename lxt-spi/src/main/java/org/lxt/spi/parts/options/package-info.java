// SPDX-License-Identifier: BSD-3-Clause
/** Options that several families have, read and checked: begin at {@link org.lxt.spi.parts.options.DecoderConfig}. */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.spi.parts.options;
