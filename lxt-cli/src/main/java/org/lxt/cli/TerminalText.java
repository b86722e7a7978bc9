package org.lxt.cli;

import java.util.Locale;

/** Text from prompts and files, made safe to print. */
final class TerminalText {
    private TerminalText() {}

    /** Control characters could move the cursor or colour the terminal: they are shown by their code. */
    static String visible(String text) {
        StringBuilder safe = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (Character.getType(c)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR,
                        Character.SURROGATE -> safe.append(String.format(Locale.ROOT, "\\u%04x", c));
                default -> safe.appendCodePoint(c);
            }
        });
        return safe.toString();
    }
}
