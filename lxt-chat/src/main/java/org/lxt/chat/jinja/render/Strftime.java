// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.chat.jinja.render;

import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Locale;
import org.lxt.chat.jinja.value.Budget;
import org.lxt.chat.jinja.value.JinjaException;

/** Dates as C and Python write them, with English names. */
final class Strftime {
    private Strftime() {}

    static String format(String format, Clock clock, Budget budget) {
        LocalDateTime now = LocalDateTime.now(clock);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < format.length(); i++) {
            budget.charge(1);
            char c = format.charAt(i);
            if (c != '%' || i + 1 == format.length()) {
                text.append(c);
                continue;
            }
            char directive = format.charAt(++i);
            boolean unpadded = directive == '-' && i + 1 < format.length();
            String part = part(unpadded ? format.charAt(++i) : directive, now);
            text.append(unpadded ? part.replaceFirst("^0+(?=\\d)", "") : part);
        }
        return text.toString();
    }

    private static String part(char directive, LocalDateTime now) {
        return switch (directive) {
            case '%' -> "%";
            case 'a' -> now.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
            case 'A' -> now.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case 'b' ->
                now.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH).substring(0, 3);
            case 'B' -> now.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case 'd' -> pattern("dd", now);
            case 'H' -> pattern("HH", now);
            case 'I' -> pattern("hh", now);
            case 'j' -> pattern("DDD", now);
            case 'm' -> pattern("MM", now);
            case 'M' -> pattern("mm", now);
            case 'p' -> now.getHour() < 12 ? "AM" : "PM";
            case 'S' -> pattern("ss", now);
            case 'y' -> pattern("yy", now);
            case 'Y' -> Integer.toString(now.getYear());
            case 'F' -> pattern("yyyy-MM-dd", now);
            case 'T' -> pattern("HH:mm:ss", now);
            default -> throw new JinjaException("strftime_now does not support '%" + directive + "'");
        };
    }

    private static String pattern(String pattern, LocalDateTime now) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(now);
    }
}
