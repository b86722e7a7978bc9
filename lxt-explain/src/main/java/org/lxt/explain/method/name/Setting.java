// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.method.name;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Something that can be set of a method, such as {@code steps=20}.
 *
 * @param name its name, lower-case letters
 * @param usual its value where none is given
 * @param values what its values are, such as {@code a whole number up to 10000}
 * @param fits whether a text is one of them
 */
public record Setting(String name, String usual, String values, Predicate<String> fits) {
    /** More points of a path, or noisy inputs, are a mistake rather than a wish. */
    static final int MOST = 10_000;

    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,9}(\\.\\d{1,17})?([eE]-?\\d{1,3})?");

    /** A whole number that is not negative. */
    public static Setting count(String name, int usual) {
        return new Setting(
                name,
                Integer.toString(usual),
                "a whole number up to " + MOST,
                text -> text.matches("\\d{1,9}") && Integer.parseInt(text) <= MOST);
    }

    /** A number. */
    public static Setting number(String name, double usual) {
        return new Setting(
                name,
                Double.toString(usual),
                "a number",
                text -> NUMBER.matcher(text).matches());
    }

    /** One of several words, the usual one first. */
    public static Setting choice(String name, List<String> words) {
        return new Setting(name, words.getFirst(), "one of " + String.join(", ", words), words::contains);
    }
}
