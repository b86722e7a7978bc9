// SPDX-License-Identifier: BSD-3-Clause
/** What a tokenizer refuses: {@link org.lxt.tokenizers.error.TokenizerException}. */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.tokenizers.error;
