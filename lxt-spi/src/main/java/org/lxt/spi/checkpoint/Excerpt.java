// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.checkpoint;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Text and values of a file of unknown origin as a message repeats them: on one line and of bounded length. */
public final class Excerpt {
    private static final int LONGEST = 120;

    /** More elements than this are counted and not shown. */
    private static final int MOST = 16;

    private Excerpt() {}

    /** A value in short, without control characters. */
    public static String of(@Nullable Object value) {
        if (value instanceof Collection<?> list && list.size() > MOST) {
            return "a list of " + list.size() + " values";
        }
        if (value instanceof Map<?, ?> map && map.size() > MOST) {
            return "a group of " + map.size() + " options";
        }
        return line(String.valueOf(value));
    }

    private static String line(String text) {
        StringBuilder safe = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (i == LONGEST) {
                return safe.append("...").toString();
            }
            char c = text.charAt(i);
            boolean hidden = Character.isISOControl(c)
                    || Character.getType(c) == Character.FORMAT
                    || c == '\u2028'
                    || c == '\u2029';
            safe.append(hidden ? '?' : c);
        }
        return safe.toString();
    }
}
