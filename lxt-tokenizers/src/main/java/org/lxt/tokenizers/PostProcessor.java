package org.lxt.tokenizers;

import java.util.List;

/** The {@code post_processor} of a tokenizer.json: adds special tokens and adjusts offsets. */
@FunctionalInterface
interface PostProcessor {

    List<Segment> process(List<Segment> segments, boolean addSpecialTokens);
}
