// SPDX-License-Identifier: BSD-3-Clause
/**
 * Tokenizers of Hugging Face. Start at {@link org.lxt.tokenizers.Tokenizer}, which is opened from a folder or loaded
 * from a {@code tokenizer.json}, and encodes texts to {@link org.lxt.tokenizers.Encoding}s.
 */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.tokenizers;
