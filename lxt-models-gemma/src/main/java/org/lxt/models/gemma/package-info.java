// SPDX-License-Identifier: BSD-3-Clause
/**
 * The plugin of the Gemma family: {@link org.lxt.models.gemma.GemmaPlugin}. Its forward code begins at {@code
 * GemmaModel}.
 */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.models.gemma;
