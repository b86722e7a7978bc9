// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.evaluate.evidence;

/** Where something is in a prompt. */
public sealed interface Place {
    /**
     * Characters of the prompt's text in UTF-16 units, or tokens of a prompt that is given as ids.
     *
     * @param from the first
     * @param to the one after the last
     */
    record Range(int from, int to) implements Place {}

    /**
     * Where these words stand first.
     *
     * @param text the words
     */
    record Words(String text) implements Place {}
}
