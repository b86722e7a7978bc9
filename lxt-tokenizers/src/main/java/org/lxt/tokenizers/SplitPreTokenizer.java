package org.lxt.tokenizers;

import java.util.function.Consumer;

/** Splits text at the matches of a pattern. */
record SplitPreTokenizer(Spans spans, SplitBehavior behavior) implements PreTokenizer {

    static SplitPreTokenizer read(Field field) {
        field.allowOnly("type", "pattern", "behavior", "invert");
        Field pattern = field.get("pattern");
        pattern.allowOnly("Regex", "String");
        Spans spans = pattern.get("Regex").isPresent()
                ? RegexSpans.of(pattern.get("Regex"))
                : RegexSpans.literal(pattern.get("String"));
        if (field.get("invert").bool()) {
            Spans plain = spans;
            spans = (text, sink) -> plain.find(text, (start, end, matched) -> sink.span(start, end, !matched));
        }
        return new SplitPreTokenizer(spans, SplitBehavior.read(field.get("behavior")));
    }

    @Override
    public void split(AlignedText text, Consumer<AlignedText> pieces) {
        behavior.divide(spans, text.text(), (start, end) -> pieces.accept(text.slice(start, end)));
    }
}
