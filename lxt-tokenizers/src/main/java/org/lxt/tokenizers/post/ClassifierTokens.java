// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.post;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.lxt.tokenizers.file.Field;

/**
 * The BertProcessing and RobertaProcessing post-processors: one special token before the text, one after it, and one
 * after the pair. RoBERTa has another before the pair and knows no type ids.
 */
record ClassifierTokens(SpecialToken first, SpecialToken separator, boolean roberta) implements PostProcessor {

    static ClassifierTokens bert(Field field, IntPredicate known) {
        field.allowOnly("type", "sep", "cls");
        return read(field, known, false);
    }

    /** Reads a RobertaProcessing, which may trim offsets first. */
    static PostProcessor roberta(Field field, IntPredicate known) {
        field.allowOnly("type", "sep", "cls", "trim_offsets", "add_prefix_space");
        return new PostProcessorSequence(List.of(
                new TrimmedOffsets(
                        field.get("trim_offsets").bool(),
                        field.get("add_prefix_space").bool()),
                read(field, known, true)));
    }

    private static ClassifierTokens read(Field field, IntPredicate known, boolean roberta) {
        return new ClassifierTokens(
                SpecialToken.read(field.get("cls"), known), SpecialToken.read(field.get("sep"), known), roberta);
    }

    @Override
    public List<Segment> process(List<Segment> segments, boolean addSpecialTokens) {
        if (roberta) {
            segments.forEach(segment -> segment.setTypeId(0));
        }
        if (!addSpecialTokens) {
            return segments;
        }
        List<Segment> processed = new ArrayList<>();
        processed.add(SpecialToken.segment(List.of(first), 0));
        processed.add(segments.get(0));
        processed.add(SpecialToken.segment(List.of(separator), 0));
        if (segments.size() > 1) {
            if (roberta) {
                processed.add(SpecialToken.segment(List.of(separator), 0));
            }
            processed.add(segments.get(1));
            processed.add(SpecialToken.segment(List.of(separator), roberta ? 0 : 1));
        }
        return processed;
    }

    @Override
    public int addedTokens(int sequences) {
        return sequences == 1 ? 2 : roberta ? 4 : 3;
    }
}
