// SPDX-License-Identifier: BSD-3-Clause
/**
 * What is done to the tokens of a text afterwards, such as adding special tokens.
 * {@link org.lxt.tokenizers.post.PostProcessors} reads it.
 */
package org.lxt.tokenizers.post;
