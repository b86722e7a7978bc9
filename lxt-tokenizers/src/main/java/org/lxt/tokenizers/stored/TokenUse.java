// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.stored;

/** What a single token of a vocabulary is for. */
public enum TokenUse {
    /** Begins a text. */
    BEGIN,
    /** Ends a text. */
    END,
    /** Stands for what has no token. */
    UNKNOWN,
    /** Ends each text of a pair. */
    SEPARATOR,
    /** Begins a text that is classified. */
    CLASSIFY,
    /** Stands for a token that is to be guessed. */
    MASK
}
