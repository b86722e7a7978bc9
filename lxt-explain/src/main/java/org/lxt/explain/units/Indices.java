// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.units;

import java.util.ArrayList;
import java.util.List;
import org.lxt.explain.request.ExplainException;

/** Numbers from 0 as people write them: {@code 3,7-9}. */
final class Indices {
    /** No model has as many units side by side; more is a slip that would fill the memory. */
    private static final int MOST = 1 << 20;

    private Indices() {}

    static List<Integer> parse(String text, String what) {
        List<Integer> all = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            String[] ends = part.strip().split("-", -1);
            int first = number(ends[0], part, what);
            int last = ends.length == 2 ? number(ends[1], part, what) : first;
            if (ends.length > 2 || last < first || last - first >= MOST) {
                throw wrong(part, what);
            }
            for (int i = first; i <= last; i++) {
                all.add(i);
            }
        }
        return all;
    }

    private static int number(String digits, String part, String what) {
        try {
            int number = Integer.parseInt(digits.strip());
            if (number >= 0 && Character.isDigit(digits.strip().charAt(0))) {
                return number;
            }
        } catch (NumberFormatException _) {
            // as if it were negative
        }
        throw wrong(part, what);
    }

    private static ExplainException wrong(String part, String what) {
        return new ExplainException("'" + part.strip() + "' is not a number or a range of " + what
                + "; write such as 3 or 7-9, separated by commas, counted from 0");
    }

    /** Runs of numbers as ranges. */
    static String toString(List<Integer> numbers) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < numbers.size(); i++) {
            int end = i;
            while (end + 1 < numbers.size() && numbers.get(end + 1) == numbers.get(end) + 1) {
                end++;
            }
            text.append(text.isEmpty() ? "" : ",").append(numbers.get(i));
            if (end > i) {
                text.append('-').append(numbers.get(end));
            }
            i = end;
        }
        return text.toString();
    }
}
