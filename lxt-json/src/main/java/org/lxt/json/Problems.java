// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.json;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lxt.json.JsonProblem.Kind;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;

/** Says in words of our own what a parser or the system found wrong. */
final class Problems {
    private static final int LONGEST_NAME = 120;

    /** How the parser says that an object has a name twice. */
    private static final Pattern TWICE = Pattern.compile("(?s)^Duplicate Object property \"(.*)\"$");

    /** How the parser says that there is nothing but white space. */
    private static final String NOTHING = "No content to map due to end-of-input";

    private Problems() {}

    static JsonProblem notUtf8(Throwable cause) {
        return new JsonProblem(Kind.DAMAGED, "is not text in UTF-8", cause);
    }

    static JsonProblem empty() {
        return new JsonProblem(Kind.DAMAGED, "is not valid JSON: it is empty", null);
    }

    static JsonProblem unreadable(IOException e) {
        String reason = e instanceof AccessDeniedException ? "access denied" : line(String.valueOf(e.getMessage()));
        return new JsonProblem(Kind.UNREADABLE, "cannot be read (" + reason + ")", e);
    }

    /**
     * What a parser found.
     *
     * @param lines whether the lines of the source are counted; not those of a text that is a line itself
     */
    static JsonProblem of(JacksonException e, boolean lines) {
        if (e.getCause() instanceof CharacterCodingException) {
            return new JsonProblem(Kind.DAMAGED, "is not valid JSON: it is not text in UTF-8", e);
        }
        if (e instanceof JacksonIOException && e.getCause() instanceof IOException cause) {
            return unreadable(cause);
        }
        if (NOTHING.equals(e.getOriginalMessage())) {
            return empty();
        }
        return new JsonProblem(Kind.DAMAGED, "is not valid JSON" + place(e.getLocation(), lines) + reason(e), e);
    }

    private static String place(@Nullable TokenStreamLocation at, boolean lines) {
        if (at == null || at.getLineNr() < 1) {
            return "";
        }
        String column = "column " + at.getColumnNr();
        return " at " + (lines ? "line " + at.getLineNr() + ", " + column : column);
    }

    /** What is wrong if it is one of the few things that can be told apart. */
    private static String reason(JacksonException e) {
        if (e instanceof UnexpectedEndOfInputException) {
            return ": it ends too early";
        }
        if (e instanceof StreamConstraintsException) {
            return ": it is nested deeper, or has more values or a longer name, number or text, than is read from such a file";
        }
        Matcher twice = TWICE.matcher(String.valueOf(e.getOriginalMessage()));
        return twice.find() ? ": the name '" + line(twice.group(1)) + "' stands there twice" : "";
    }

    /** Foreign text on one line, without characters that would hide others. */
    private static String line(String text) {
        StringBuilder safe = new StringBuilder();
        text.codePoints().limit(LONGEST_NAME).forEach(c -> {
            if (JsonText.isHidden(c)) {
                safe.append('?');
            } else {
                safe.appendCodePoint(c);
            }
        });
        return safe.length() < text.length() ? safe.append("...").toString() : safe.toString();
    }
}
