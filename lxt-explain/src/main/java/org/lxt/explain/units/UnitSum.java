// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.units;

/**
 * One unit of a value, at all tokens together.
 *
 * @param unit its number, from 0
 * @param relevance the sum of its relevance over the tokens
 * @param token the token at which its relevance is largest in size
 * @param atToken its relevance there
 * @param activation its activation there
 */
public record UnitSum(int unit, double relevance, int token, double atToken, double activation) {}
