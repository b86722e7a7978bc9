// SPDX-License-Identifier: BSD-3-Clause
/**
 * Models: what the architectures of GGUF files mean in the words of transformers. Start at
 * {@link org.lxt.checkpoint.gguf.architecture.GgufModel}.
 */
package org.lxt.checkpoint.gguf.architecture;
