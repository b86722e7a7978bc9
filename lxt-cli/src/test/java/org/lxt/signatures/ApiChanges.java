// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.signatures;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the signatures of a module differ from those of its file.
 *
 * @param breaking changes after which what was compiled against the stable ones may not run or compile any more
 * @param others all other changes
 */
record ApiChanges(List<String> breaking, List<String> others) {
    private static final String STABLE = "STABLE ";
    private static final Pattern OWNER = Pattern.compile("method ([^(]*)\\.[^.(]*\\(.*: .*\\babstract\\b.*");
    private static final Pattern NUMBERS = Pattern.compile("(\\d+)\\.(\\d+)\\..*");

    static ApiChanges between(List<String> before, List<String> after) {
        Set<String> old = new HashSet<>(before);
        Set<String> now = new HashSet<>(after);
        List<String> breaking = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (String line : before) {
            if (!now.contains(line)) {
                (line.startsWith(STABLE) ? breaking : others).add("- " + line);
            }
        }
        for (String line : after) {
            if (!old.contains(line)) {
                (isDemand(line, before) ? breaking : others).add("+ " + line);
            }
        }
        return new ApiChanges(List.copyOf(breaking), List.copyOf(others));
    }

    /** Whether a new method is one that those who implement a stable type do not have. */
    private static boolean isDemand(String line, List<String> before) {
        Matcher method = OWNER.matcher(line);
        if (!line.startsWith(STABLE) || !method.find()) {
            return false;
        }
        String type = "STABLE type " + method.group(1) + ": ";
        return before.stream().anyMatch(l -> l.startsWith(type) && !l.contains(" sealed "));
    }

    /** Whether a version may break what a released one promised. */
    static boolean mayBreak(String released, String version) {
        Matcher old = NUMBERS.matcher(released);
        Matcher now = NUMBERS.matcher(version);
        if (!old.matches() || !now.matches()) {
            return released.equals("none");
        }
        return !old.group(1).equals(now.group(1))
                || old.group(1).equals("0") && !old.group(2).equals(now.group(2));
    }
}
