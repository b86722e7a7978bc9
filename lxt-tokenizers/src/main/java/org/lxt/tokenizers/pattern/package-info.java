// SPDX-License-Identifier: BSD-3-Clause
/**
 * Patterns that divide a text into {@link org.lxt.tokenizers.pattern.Spans}, by scanners written for the common ones
 * and by {@code java.util.regex}. {@link org.lxt.tokenizers.pattern.RegexSpans} chooses.
 */
package org.lxt.tokenizers.pattern;
