// SPDX-License-Identifier: BSD-3-Clause
/**
 * Tokens as people read them: joined to {@link org.lxt.explain.words.Words}, to the parts of a prompt and their sentences by
 * {@link org.lxt.explain.words.Segments}, or as {@link org.lxt.explain.words.TokenTexts} one by one.
 */
@org.lxt.api.API(status = org.lxt.api.API.Status.STABLE, since = "0.1")
package org.lxt.explain.words;
