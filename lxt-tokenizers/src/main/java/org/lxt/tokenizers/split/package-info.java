// SPDX-License-Identifier: BSD-3-Clause
/**
 * Pre-tokenizers, which divide a text before the model does. {@link org.lxt.tokenizers.split.PreTokenizers} reads one.
 */
package org.lxt.tokenizers.split;
