// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.post;

import java.util.List;

/** Several post-processors, one after the other. */
record PostProcessorSequence(List<PostProcessor> stages) implements PostProcessor {

    @Override
    public List<Segment> process(List<Segment> segments, boolean addSpecialTokens) {
        List<Segment> processed = segments;
        for (PostProcessor stage : stages) {
            processed = stage.process(processed, addSpecialTokens);
        }
        return processed;
    }

    @Override
    public int addedTokens(int sequences) {
        return stages.stream().mapToInt(stage -> stage.addedTokens(sequences)).sum();
    }
}
