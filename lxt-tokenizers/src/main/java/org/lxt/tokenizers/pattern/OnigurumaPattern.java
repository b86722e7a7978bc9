// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.pattern;

import java.util.Set;
import org.lxt.tokenizers.error.TokenizerException;
import org.lxt.tokenizers.file.Field;

/**
 * Translation of Oniguruma's pattern syntax, which tokenizer.json uses, to that of {@code java.util.regex}.
 *
 * <p>The two mostly agree, but where they differ the difference is silent: Java's {@code \s} misses the no-break space,
 * {@code (?i)} folds ASCII only, {@code x{1,3}+} is possessive in Java and a repetition of a repetition in Oniguruma.
 * Constructs whose meaning is not known to agree are therefore refused.
 */
final class OnigurumaPattern {

    private static final String SPACES =
            "\\t-\\r\\x20\\x85\\xA0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000";
    /** Oniguruma also has the superscripts and fractions of Latin-1 among its word characters. */
    private static final String WORD = "\\p{IsAlphabetic}\\p{M}\\p{Nd}\\p{Pc}\\xB2\\xB3\\xB9\\xBC-\\xBE";

    private static final String WORD_EDGE =
            "(?:(?<=[" + WORD + "])(?![" + WORD + "])|(?<![" + WORD + "])(?=[" + WORD + "]))";

    private static final Set<String> CATEGORIES = Set.of(
            "L", "Lu", "Ll", "Lt", "Lm", "Lo", "M", "Mn", "Mc", "Me", "N", "Nd", "Nl", "No", "P", "Pc", "Pd", "Ps",
            "Pe", "Pi", "Pf", "Po", "S", "Sm", "Sc", "Sk", "So", "Z", "Zs", "Zl", "Zp");
    private static final Set<String> SCRIPTS = Set.of(
            "Han",
            "Hiragana",
            "Katakana",
            "Hangul",
            "Latin",
            "Greek",
            "Cyrillic",
            "Arabic",
            "Hebrew",
            "Thai",
            "Devanagari",
            "Bengali",
            "Tamil",
            "Lao",
            "Khmer",
            "Myanmar",
            "Georgian",
            "Armenian");
    private static final String SAME_ESCAPES = "tnrfAz";

    private final Field field;
    private final String source;
    private final StringBuilder out = new StringBuilder();
    private int at;

    private OnigurumaPattern(Field field) {
        this.field = field;
        this.source = field.text();
    }

    static String translate(Field field) {
        OnigurumaPattern translation = new OnigurumaPattern(field);
        translation.run();
        return translation.out.toString();
    }

    private void run() {
        boolean afterInterval = false;
        while (at < source.length()) {
            char c = source.charAt(at);
            if (afterInterval && (c == '+' || c == '?')) {
                throw refused("'" + c + "' after a repetition in braces");
            }
            afterInterval = c == '}';
            switch (c) {
                case '\\' -> escape(false);
                case '[' -> characterClass();
                case '(' -> group();
                default -> copy(1);
            }
        }
    }

    private void group() {
        String rest = source.substring(at);
        if (!rest.startsWith("(?")) {
            copy(1);
            return;
        }
        if (rest.startsWith("(?i:")) {
            out.append("(?iu:");
            at += 4;
        } else if (rest.startsWith("(?i)")) {
            out.append("(?iu)");
            at += 4;
        } else if (rest.startsWith("(?<=") || rest.startsWith("(?<!")) {
            copy(4);
        } else if (rest.startsWith("(?:")
                || rest.startsWith("(?=")
                || rest.startsWith("(?!")
                || rest.startsWith("(?>")) {
            copy(3);
        } else {
            throw refused("'" + rest.substring(0, Math.min(4, rest.length())) + "'");
        }
    }

    private void characterClass() {
        copy(1);
        if (at < source.length() && source.charAt(at) == '^') {
            copy(1);
        }
        if (at < source.length() && source.charAt(at) == ']') {
            throw refused("']' as the first character of a class");
        }
        while (at < source.length()) {
            char c = source.charAt(at);
            if (c == ']') {
                copy(1);
                return;
            }
            if (c == '[') {
                throw refused("a class inside a class");
            }
            if (c == '&' && source.startsWith("&&", at)) {
                throw refused("'&&'");
            }
            if (c == '\\') {
                escape(true);
            } else {
                copy(1);
            }
        }
        throw refused("a class without end");
    }

    private void escape(boolean inClass) {
        if (at + 1 >= source.length()) {
            throw refused("a backslash at the end");
        }
        char c = source.charAt(at + 1);
        switch (c) {
            case 's' -> set(SPACES, false, inClass);
            case 'S' -> set(SPACES, true, inClass);
            case 'w' -> set(WORD, false, inClass);
            case 'W' -> set(WORD, true, inClass);
            case 'd' -> set("\\p{Nd}", false, inClass);
            case 'D' -> set("\\p{Nd}", true, inClass);
            case 'p', 'P' -> property(c);
            case 'b' -> {
                if (inClass) {
                    throw refused("'\\b' in a class");
                }
                out.append(WORD_EDGE);
                at += 2;
            }
            default -> {
                boolean letterOrDigit = c < 0x80 && Character.isLetterOrDigit(c);
                if (letterOrDigit && SAME_ESCAPES.indexOf(c) < 0) {
                    throw refused("'\\" + c + "'");
                }
                copy(2);
            }
        }
    }

    private void set(String members, boolean negated, boolean inClass) {
        at += 2;
        // A nested class is a union in Java, so it also stands for the members inside a class.
        if (inClass && !negated) {
            out.append(members);
        } else {
            out.append(negated ? "[^" : "[").append(members).append(']');
        }
    }

    private void property(char p) {
        int close = source.indexOf('}', at);
        if (!source.startsWith("{", at + 2) || close < 0) {
            throw refused("'\\" + p + "' without braces");
        }
        String name = source.substring(at + 3, close);
        boolean negated = p == 'P';
        if (name.startsWith("^")) {
            negated = !negated;
            name = name.substring(1);
        }
        String letter = negated ? "\\P{" : "\\p{";
        if (CATEGORIES.contains(name)) {
            out.append(letter).append(name).append('}');
        } else if (SCRIPTS.contains(name)) {
            out.append(letter).append("Is").append(name).append('}');
        } else {
            throw refused("the property '" + name + "'");
        }
        at = close + 1;
    }

    private void copy(int characters) {
        int end = Math.min(source.length(), at + characters);
        out.append(source, at, end);
        at = end;
    }

    private TokenizerException refused(String what) {
        return field.fault("the pattern at " + field.path() + " uses " + what
                + ", which is not supported yet; use a tokenizer with one of the common patterns");
    }
}
