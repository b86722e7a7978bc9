// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.result;

/**
 * One token of the prompt and its relevance.
 *
 * @param index place in the prompt, from 0
 * @param id token id
 * @param text what it stands for, as people read it; {@code <id>} where there is no tokenizer
 * @param start where it begins in the prompt's text, in UTF-16 units; 0 for special tokens and prompts of ids
 * @param end where it ends
 * @param special whether it is a special token, such as a begin-of-text mark
 * @param relevance its share of the explained value, in units of the logit; negative where it speaks against
 */
public record TokenRelevance(int index, int id, String text, int start, int end, boolean special, double relevance) {}
