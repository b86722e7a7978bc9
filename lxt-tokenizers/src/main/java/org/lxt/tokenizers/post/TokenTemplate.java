// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.post;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.lxt.tokenizers.file.Field;

/** The TemplateProcessing post-processor: puts special tokens around and between the sequences. */
record TokenTemplate(List<Part> single, List<Part> pair) implements PostProcessor {

    /** One place of a template. */
    private sealed interface Part {}

    /** The place of one of the caller's sequences, 0 or 1. */
    private record SequencePart(int sequence, int typeId) implements Part {}

    /** The place of special tokens. */
    private record SpecialPart(List<SpecialToken> tokens, int typeId) implements Part {}

    static TokenTemplate read(Field field, IntPredicate known) {
        field.allowOnly("type", "single", "pair", "special_tokens");
        Map<String, List<SpecialToken>> special = readSpecialTokens(field.get("special_tokens"), known);
        return new TokenTemplate(readParts(field.get("single"), special, 1), readParts(field.get("pair"), special, 2));
    }

    private static Map<String, List<SpecialToken>> readSpecialTokens(Field field, IntPredicate known) {
        Map<String, List<SpecialToken>> special = new HashMap<>();
        field.entries().forEach((name, entry) -> {
            entry.allowOnly("id", "ids", "tokens");
            List<Field> ids = entry.get("ids").elements();
            List<Field> tokens = entry.get("tokens").elements();
            if (ids.size() != tokens.size()) {
                throw entry.wrong("must have as many ids as tokens");
            }
            List<SpecialToken> all = new ArrayList<>();
            for (int i = 0; i < ids.size(); i++) {
                all.add(SpecialToken.read(tokens.get(i), ids.get(i), known));
            }
            special.put(name, all);
        });
        return special;
    }

    private static List<Part> readParts(Field field, Map<String, List<SpecialToken>> special, int sequences) {
        List<Part> parts = new ArrayList<>();
        int[] uses = new int[2];
        for (Field element : field.elements()) {
            element.allowOnly("Sequence", "SpecialToken");
            Field sequence = element.get("Sequence");
            Field token = element.get("SpecialToken");
            if (sequence.isPresent() == token.isPresent()) {
                throw element.wrong("must be either a Sequence or a SpecialToken");
            }
            Field part = sequence.isPresent() ? sequence : token;
            part.allowOnly("id", "type_id");
            String id = part.get("id").text();
            int typeId = part.get("type_id").id();
            if (sequence.isPresent()) {
                int number = "AB".indexOf(id);
                if (id.length() != 1 || number < 0) {
                    throw part.get("id").wrong("must be A or B");
                }
                uses[number]++;
                parts.add(new SequencePart(number, typeId));
            } else {
                List<SpecialToken> tokens = special.get(id);
                if (tokens == null) {
                    throw part.fault(part.path() + " names the special token " + Field.quote(id)
                            + ", which special_tokens does not list; the file is damaged");
                }
                parts.add(new SpecialPart(tokens, typeId));
            }
        }
        if (uses[0] != 1 || uses[1] != sequences - 1) {
            throw field.wrong(sequences == 1 ? "must use A once and no B" : "must use A and B once each");
        }
        return parts;
    }

    @Override
    public List<Segment> process(List<Segment> segments, boolean addSpecialTokens) {
        List<Segment> processed = new ArrayList<>();
        for (Part part : segments.size() == 1 ? single : pair) {
            switch (part) {
                case SequencePart sequence -> {
                    Segment segment = segments.get(sequence.sequence());
                    segment.setTypeId(sequence.typeId());
                    processed.add(segment);
                }
                case SpecialPart special -> {
                    if (addSpecialTokens) {
                        processed.add(SpecialToken.segment(special.tokens(), special.typeId()));
                    }
                }
            }
        }
        return processed;
    }

    @Override
    public int addedTokens(int sequences) {
        int added = 0;
        for (Part part : sequences == 1 ? single : pair) {
            added += part instanceof SpecialPart special ? special.tokens().size() : 0;
        }
        return added;
    }
}
