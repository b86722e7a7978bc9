// SPDX-License-Identifier: BSD-3-Clause
/**
 * Characters, bytes and offsets of text. {@link org.lxt.tokenizers.text.AlignedText} is a changed text with the places in
 * the original.
 */
package org.lxt.tokenizers.text;
