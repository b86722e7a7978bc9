// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.rules.composite;

import java.util.regex.Pattern;
import org.lxt.rules.RuleException;
import org.lxt.tensor.Site;

/**
 * A pattern of site paths: {@code *} stands for any run of characters without a dot, {@code **} for any run, {@code {a,b}}
 * for one of the alternatives; all else stands for itself.
 */
public final class SitePattern {
    private final String text;
    private final Pattern pattern;

    private SitePattern(String text, Pattern pattern) {
        this.text = text;
        this.pattern = pattern;
    }

    /**
     * Reads a pattern, such as {@code layers.*.mlp.up_proj}.
     *
     * @throws RuleException if it is empty or a brace has no other
     */
    public static SitePattern of(String text) {
        if (text.isBlank()) {
            throw new RuleException("the pattern of a layer's name is empty; give one such as layers.*.mlp.**");
        }
        StringBuilder regex = new StringBuilder();
        boolean inBraces = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '*' -> {
                    boolean isDouble = i + 1 < text.length() && text.charAt(i + 1) == '*';
                    regex.append(isDouble ? ".*" : "[^.]*");
                    i += isDouble ? 1 : 0;
                }
                case '{' -> {
                    requireBraces(!inBraces, text);
                    inBraces = true;
                    regex.append("(?:");
                }
                case '}' -> {
                    requireBraces(inBraces, text);
                    inBraces = false;
                    regex.append(')');
                }
                case ',' -> regex.append(inBraces ? "|" : ",");
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        requireBraces(!inBraces, text);
        return new SitePattern(text, Pattern.compile(regex.toString()));
    }

    private static void requireBraces(boolean paired, String text) {
        if (!paired) {
            throw new RuleException("the braces of the pattern '" + text
                    + "' do not pair, or stand inside each other; alternatives are written {a,b}");
        }
    }

    /** Whether it is a name as it stands, which one path alone can fit. */
    boolean isName() {
        return text.chars().noneMatch(c -> c == '*' || c == '{');
    }

    /** Whether a site's path fits. */
    public boolean fits(Site site) {
        return pattern.matcher(site.path()).matches();
    }

    @Override
    public String toString() {
        return text;
    }
}
