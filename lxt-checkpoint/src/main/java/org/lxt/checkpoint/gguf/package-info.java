// SPDX-License-Identifier: BSD-3-Clause
/**
 * Files in the GGUF format: metadata and tensors. Start at {@link org.lxt.checkpoint.gguf.GgufFile}.
 */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.checkpoint.gguf;
