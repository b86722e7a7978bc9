// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.hub.listing;

import java.util.List;
import java.util.regex.Pattern;
import org.lxt.hub.error.HubException;

/** Names of files, commits and digests that others give us, and that become paths. */
public final class FileNames {
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final int LONGEST_SHOWN = 80;

    private FileNames() {}

    /** Whether it is a whole commit, or the id of a blob of git. */
    public static boolean isCommit(String text) {
        return COMMIT.matcher(text).matches();
    }

    static boolean isSha256(String text) {
        return SHA256.matcher(text).matches();
    }

    /**
     * Whether it is the name of a file or a revision that leads nowhere but below the folder it is put in, on any system: no
     * empty part, no {@code .} or {@code ..}, no separator of another system, no drive, no control character.
     */
    public static boolean isSafe(String path) {
        if (path.isEmpty() || path.chars().anyMatch(FileNames::isForbidden)) {
            return false;
        }
        return List.of(path.split("/", -1)).stream()
                .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals("..") || endsBadly(part));
    }

    private static boolean isForbidden(int c) {
        return c == '\\' || c == ':' || Character.isISOControl(c);
    }

    /** Windows drops such an end, so that {@code "..."} and {@code ".. "} would be other names than they look. */
    private static boolean endsBadly(String part) {
        return part.endsWith(" ") || part.endsWith(".");
    }

    /** A name of foreign origin in a sentence. */
    public static String quote(String name) {
        String line = name.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
                .limit(LONGEST_SHOWN)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return "'" + line + (name.codePointCount(0, name.length()) > LONGEST_SHOWN ? "..." : "") + "'";
    }

    /** Refuses a name that no model can have: one that leads out of its folder. */
    static void requireInside(String model, String path) {
        boolean leadsOut = List.of(path.split("/", -1)).stream()
                .anyMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
        if (leadsOut) {
            throw leadsOut(model, path);
        }
    }

    /** Refuses to fetch a file of a name that some system would take for a path elsewhere. */
    static void requireSafe(String model, String path) {
        if (!isSafe(path)) {
            throw leadsOut(model, path);
        }
    }

    private static HubException leadsOut(String model, String path) {
        return HubException.ofSetup(model + ": the hub lists a file " + quote(path)
                + ", whose name could lead out of the cache; nothing was fetched");
    }
}
