// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.split;

import java.util.ArrayList;
import java.util.List;
import org.lxt.tokenizers.file.Field;
import org.lxt.tokenizers.pattern.RegexSpans;
import org.lxt.tokenizers.pattern.Spans;
import org.lxt.tokenizers.text.ReferenceCharacters;

/** Reads the {@code pre_tokenizer} of a tokenizer.json. */
public final class PreTokenizers {

    private static final String SUPPORTED = "BertPreTokenizer, ByteLevel, CharDelimiterSplit, Digits, FixedLength,"
            + " Metaspace, Punctuation, Sequence, Split, Whitespace, WhitespaceSplit";

    private static final int DEFAULT_LENGTH = 5;

    private PreTokenizers() {}

    public static PreTokenizer read(Field field) {
        if (!field.isPresent()) {
            return (text, pieces) -> pieces.accept(text);
        }
        return switch (field.type()) {
            case "ByteLevel" -> {
                field.allowOnly("type", "add_prefix_space", "trim_offsets", "use_regex");
                yield new ByteLevelPreTokenizer(
                        field.get("add_prefix_space").bool(),
                        field.get("use_regex").bool(true));
            }
            case "Split" -> split(field);
            case "BertPreTokenizer" -> plain(field, RunSplitter.bert());
            case "Whitespace" -> plain(field, RunSplitter.words());
            case "WhitespaceSplit" -> plain(field, RunSplitter.whiteSpace());
            case "Metaspace" -> MetaspaceFields.read(field);
            case "Punctuation" -> {
                field.allowOnly("type", "behavior");
                Field behavior = field.get("behavior");
                yield SplitPreTokenizer.at(
                        ReferenceCharacters::isPunctuation,
                        behavior.isPresent() ? behavior(behavior) : SplitBehavior.ISOLATED);
            }
            case "Digits" -> {
                field.allowOnly("type", "individual_digits");
                boolean single = field.get("individual_digits").bool();
                yield SplitPreTokenizer.at(
                        ReferenceCharacters::isNumber, single ? SplitBehavior.ISOLATED : SplitBehavior.CONTIGUOUS);
            }
            case "CharDelimiterSplit" -> {
                field.allowOnly("type", "delimiter");
                int delimiter = field.get("delimiter").character();
                yield SplitPreTokenizer.at(c -> c == delimiter, SplitBehavior.REMOVED);
            }
            case "FixedLength" -> {
                field.allowOnly("type", "length");
                Field length = field.get("length");
                yield new FixedLengthSplitter(length.isPresent() ? length.count() : DEFAULT_LENGTH);
            }
            case "Sequence" -> {
                field.allowOnly("type", "pretokenizers");
                List<PreTokenizer> stages = new ArrayList<>();
                for (Field stage : field.get("pretokenizers").elements()) {
                    stages.add(read(stage));
                }
                yield new PreTokenizerSequence(stages);
            }
            default -> throw field.unsupportedType("pre-tokenizer", SUPPORTED);
        };
    }

    private static PreTokenizer plain(Field field, PreTokenizer preTokenizer) {
        field.allowOnly("type");
        return preTokenizer;
    }

    private static PreTokenizer split(Field field) {
        field.allowOnly("type", "pattern", "behavior", "invert");
        Spans spans = RegexSpans.ofPattern(field.get("pattern"));
        if (field.get("invert").bool()) {
            Spans plain = spans;
            spans = (text, sink) -> plain.find(text, (start, end, matched) -> sink.span(start, end, !matched));
        }
        return new SplitPreTokenizer(spans, behavior(field.get("behavior")));
    }

    private static SplitBehavior behavior(Field field) {
        for (SplitBehavior behavior : SplitBehavior.values()) {
            if (behavior.nameInFile().equals(field.text())) {
                return behavior;
            }
        }
        throw field.wrong("must be Removed, Isolated, MergedWithPrevious, MergedWithNext or Contiguous");
    }
}
