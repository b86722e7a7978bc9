// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.post;

import java.util.List;

/** The {@code post_processor} of a tokenizer.json: adds special tokens and adjusts offsets. */
public interface PostProcessor {

    List<Segment> process(List<Segment> segments, boolean addSpecialTokens);

    /** How many special tokens it adds to one sequence or to two. */
    default int addedTokens(int sequences) {
        return 0;
    }
}
