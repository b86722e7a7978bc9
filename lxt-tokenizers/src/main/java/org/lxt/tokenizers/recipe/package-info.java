// SPDX-License-Identifier: BSD-3-Clause
/** Makes the parts of a tokenizer of a stored vocabulary. Start at {@link org.lxt.tokenizers.recipe.Recipe}. */
package org.lxt.tokenizers.recipe;
