// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.split;

import org.lxt.tokenizers.pattern.Spans;

/**
 * What a Split pre-tokenizer does with the spans its pattern matches ("delimiters").
 *
 * <p>For the pattern {@code -} and the text {@code the-final--countdown}:
 */
public enum SplitBehavior {
    /** the, final, countdown. */
    REMOVED("Removed"),
    /** the, -, final, -, -, countdown. */
    ISOLATED("Isolated"),
    /** the-, final-, -, countdown. */
    MERGED_WITH_PREVIOUS("MergedWithPrevious"),
    /** the, -final, -, -countdown. */
    MERGED_WITH_NEXT("MergedWithNext"),
    /** the, -, final, --, countdown. */
    CONTIGUOUS("Contiguous");

    private final String nameInFile;

    SplitBehavior(String nameInFile) {
        this.nameInFile = nameInFile;
    }

    /** The name that files know it by. */
    public String nameInFile() {
        return nameInFile;
    }

    /** Divides a text, handing on the pieces that stay. */
    public void divide(Spans spans, String text, Pieces pieces) {
        switch (this) {
            case ISOLATED -> spans.find(text, (start, end, matched) -> pieces.piece(start, end));
            case REMOVED ->
                spans.find(text, (start, end, matched) -> {
                    if (!matched) {
                        pieces.piece(start, end);
                    }
                });
            default -> {
                Joiner joiner = new Joiner(this, pieces);
                spans.find(text, joiner);
                joiner.finish();
            }
        }
    }

    /** Receives one piece, {@code end} exclusive. */
    @FunctionalInterface
    public interface Pieces {
        void piece(int start, int end);
    }

    /** Holds the last piece back until it is known whether the next span belongs to it. */
    private static final class Joiner implements Spans.Sink {

        private final SplitBehavior behavior;
        private final Pieces pieces;
        private boolean holds;
        private int heldStart;
        private int heldEnd;
        private boolean lastMatched;

        Joiner(SplitBehavior behavior, Pieces pieces) {
            this.behavior = behavior;
            this.pieces = pieces;
        }

        @Override
        public void span(int start, int end, boolean matched) {
            boolean joins = holds
                    && switch (behavior) {
                        case CONTIGUOUS -> matched == lastMatched;
                        case MERGED_WITH_PREVIOUS -> matched && !lastMatched;
                        // A delimiter joins what follows it unless that is a delimiter too.
                        case MERGED_WITH_NEXT -> lastMatched && !matched;
                        case ISOLATED, REMOVED -> false;
                    };
            lastMatched = matched;
            if (!joins) {
                finish();
                holds = true;
                heldStart = start;
            }
            heldEnd = end;
        }

        void finish() {
            if (holds) {
                pieces.piece(heldStart, heldEnd);
                holds = false;
            }
        }
    }
}
