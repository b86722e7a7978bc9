// SPDX-License-Identifier: BSD-3-Clause
/**
 * The plugin of the LLaMA family: {@link org.lxt.models.llama.LlamaPlugin}. Its forward code begins at {@code
 * LlamaModel}, which is the one to read first.
 */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.models.llama;
