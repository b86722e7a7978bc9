// SPDX-License-Identifier: BSD-3-Clause
/**
 * Vocabularies that other formats than {@code tokenizer.json} hold, and what tokenizers they are: {@link
 * org.lxt.tokenizers.stored.StoredVocabulary}.
 */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.tokenizers.stored;
