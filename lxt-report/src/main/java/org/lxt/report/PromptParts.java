// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report;

import java.util.List;
import org.lxt.explain.result.SegmentSpan;

/**
 * The parts of a prompt.
 *
 * @param spans the named ones, in the order of the prompt; may be empty
 * @param areShown whether relevance is shown by parts, too
 */
public record PromptParts(List<SegmentSpan> spans, boolean areShown) {
    /** No named parts, and none shown. */
    public static final PromptParts NONE = new PromptParts(List.of(), false);

    /** Copies the list. */
    public PromptParts {
        spans = List.copyOf(spans);
    }

    /** The same parts, shown. */
    PromptParts shown() {
        return new PromptParts(spans, true);
    }
}
