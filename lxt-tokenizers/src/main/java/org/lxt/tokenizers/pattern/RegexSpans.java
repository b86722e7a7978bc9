// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.pattern;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.lxt.tokenizers.file.Field;

/**
 * Spans of any pattern, through {@code java.util.regex}. The patterns of common tokenizers have scanners of their own,
 * which are several times faster and do not recurse.
 */
public final class RegexSpans implements Spans {

    private final Pattern pattern;
    private final Field field;

    private RegexSpans(Pattern pattern, Field field) {
        this.pattern = pattern;
        this.field = field;
    }

    /** Spans of a pattern object, which is a regular expression or a text to look for. */
    public static Spans ofPattern(Field field) {
        field.allowOnly("Regex", "String");
        return field.get("Regex").isPresent() ? of(field.get("Regex")) : literal(field.get("String"));
    }

    /** Spans of the pattern in the syntax of the file, which is Oniguruma's. */
    static Spans of(Field field) {
        String source = field.text();
        if (source.equals(Llama3Scanner.LLAMA_3_PATTERN)) {
            return new Llama3Scanner(3);
        }
        if (source.equals(Llama3Scanner.QWEN_2_PATTERN)) {
            return new Llama3Scanner(1);
        }
        return source.equals(Gpt2Scanner.PATTERN) ? new Gpt2Scanner() : translated(field);
    }

    /** Spans of the pattern through {@code java.util.regex} even if there is a scanner for it. */
    static Spans translated(Field field) {
        String translated = OnigurumaPattern.translate(field);
        try {
            return new RegexSpans(Pattern.compile(translated, Pattern.MULTILINE | Pattern.UNIX_LINES), field);
        } catch (PatternSyntaxException e) {
            throw field.fault(
                    "the pattern at " + field.path() + " is not a valid regular expression: " + e.getDescription(), e);
        }
    }

    static Spans literal(Field field) {
        return new RegexSpans(Pattern.compile(Pattern.quote(field.text())), field);
    }

    @Override
    public void find(String text, Sink sink) {
        Matcher matcher = pattern.matcher(text);
        int last = 0;
        while (findNext(matcher)) {
            if (isInsideCharacter(text, matcher.start())) {
                continue;
            }
            if (last != matcher.start()) {
                sink.span(last, matcher.start(), false);
            }
            sink.span(matcher.start(), matcher.end(), true);
            last = matcher.end();
        }
        if (last != text.length()) {
            sink.span(last, text.length(), false);
        }
    }

    /** Empty matches advance by UTF-16 units and so can end up between two surrogates. */
    private static boolean isInsideCharacter(String text, int index) {
        return index > 0
                && index < text.length()
                && Character.isLowSurrogate(text.charAt(index))
                && Character.isHighSurrogate(text.charAt(index - 1));
    }

    private boolean findNext(Matcher matcher) {
        try {
            return matcher.find();
        } catch (StackOverflowError e) {
            throw field.faultOfText(
                    "the pattern at " + field.path()
                            + " needs too much stack for this text; encode the text in shorter parts",
                    e);
        }
    }
}
