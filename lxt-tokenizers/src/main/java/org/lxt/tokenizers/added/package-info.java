// SPDX-License-Identifier: BSD-3-Clause
/** Tokens that are added to a vocabulary. {@link org.lxt.tokenizers.added.AddedTokens} finds them in a text. */
package org.lxt.tokenizers.added;
