// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.csv;

/**
 * Fields and rows as RFC 4180 has them: quotation marks around every text and doubled within, lines ended by CR LF.
 *
 * <p>Spreadsheets run a text as a formula if it begins with one of {@code = + - @}, and some pass over white space
 * before it. Such a text gets an apostrophe in front, which spreadsheets take as the mark of a text. So does one that
 * begins with an apostrophe, so that nothing is ambiguous: whoever reads the file removes one leading apostrophe.
 * Numbers are never quoted and never changed.
 */
final class CsvText {
    private static final String FORMULA = "=+-@\uff1d\uff0b\uff0d\uff20";
    private static final char APOSTROPHE = '\'';
    private static final char REPLACEMENT = '\ufffd';

    private final StringBuilder csv = new StringBuilder();
    private boolean atStart = true;

    CsvText text(String value) {
        separate();
        csv.append('"');
        if (needsApostrophe(value)) {
            csv.append(APOSTROPHE);
        }
        value.codePoints().forEach(c -> {
            if (c == '"') {
                csv.append('"');
            }
            csv.appendCodePoint(Character.getType(c) == Character.SURROGATE ? REPLACEMENT : c);
        });
        csv.append('"');
        return this;
    }

    /** Line ends and tabs in front can begin a new cell where a program ignores the quotation marks. */
    private static boolean needsApostrophe(String value) {
        if (value.isEmpty()) {
            return false;
        }
        char first = value.charAt(0);
        if (first == APOSTROPHE || Character.isISOControl(first)) {
            return true;
        }
        return value.codePoints()
                .dropWhile(c -> Character.isWhitespace(c)
                        || Character.isSpaceChar(c)
                        || Character.isISOControl(c)
                        || Character.getType(c) == Character.FORMAT)
                .limit(1)
                .anyMatch(c -> FORMULA.indexOf(c) >= 0);
    }

    CsvText number(long value) {
        separate();
        csv.append(value);
        return this;
    }

    CsvText number(double value) {
        separate();
        csv.append(value);
        return this;
    }

    CsvText flag(boolean value) {
        separate();
        csv.append(value);
        return this;
    }

    /** A field without a value. */
    void nothing() {
        separate();
    }

    void endRow() {
        csv.append("\r\n");
        atStart = true;
    }

    private void separate() {
        if (!atStart) {
            csv.append(',');
        }
        atStart = false;
    }

    @Override
    public String toString() {
        return csv.toString();
    }
}
