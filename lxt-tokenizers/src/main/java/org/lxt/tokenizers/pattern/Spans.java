// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.pattern;

/** Divides a text into consecutive spans that cover it: those that a pattern matches and those between. */
@FunctionalInterface
public interface Spans {

    /** Receives one span, {@code end} exclusive, in UTF-16 units. */
    @FunctionalInterface
    interface Sink {
        void span(int start, int end, boolean matched);
    }

    void find(String text, Sink sink);
}
