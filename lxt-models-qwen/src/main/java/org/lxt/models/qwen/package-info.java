// SPDX-License-Identifier: BSD-3-Clause
/**
 * The plugin of the Qwen families: {@link org.lxt.models.qwen.QwenPlugin}. Mixtures of experts begin at {@code
 * SparseMlp}.
 */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.models.qwen;
