// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.stored;

/** What is done to texts, or not. */
public enum TextOption {
    /** A token of {@link TokenUse#BEGIN} is put before a text. */
    ADD_BEGIN,
    /** A token of {@link TokenUse#END} is put after a text. */
    ADD_END,
    /** A token of {@link TokenUse#SEPARATOR} is put after a text. */
    ADD_SEPARATOR,
    /** A text gets a space before it. */
    ADD_SPACE_PREFIX,
    /** Several spaces count as one. */
    REMOVE_EXTRA_SPACES,
    /** Texts are made lower case. */
    LOWERCASE,
    /** Accents are taken away. */
    STRIP_ACCENTS
}
