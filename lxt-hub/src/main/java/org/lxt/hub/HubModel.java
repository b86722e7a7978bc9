// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.hub;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lxt.hub.error.HubException;
import org.lxt.hub.listing.FileNames;

/**
 * A model of a hub, by name: {@code ORG/NAME}, {@code ORG/NAME@REVISION}, {@code ORG/NAME/FILE.gguf}. A branch whose name has
 * slashes is written with {@code %2F} in their place.
 *
 * @param id {@code ORG/NAME}, or a bare name as some old models have
 * @param revision a branch, a tag or a whole commit
 * @param file the one file that is meant, with slashes; null for all that a checkpoint folder has
 */
public record HubModel(String id, String revision, @Nullable String file) {
    private static final String MAIN = "main";

    /** As {@code huggingface_hub} checks names ({@code _validators.py}), apart from what it forbids in addition. */
    private static final String PART = "[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,94}[A-Za-z0-9_])?";

    private static final Pattern ID = Pattern.compile("(?:" + PART + "/)?" + PART);

    private static final Pattern TEXT = Pattern.compile("(" + PART + "/" + PART + ")(?:@([^/@]+))?(?:/(.+))?");

    /** Checks the names. */
    public HubModel {
        if (!ID.matcher(id).matches() || id.contains("--") || id.contains("..") || id.endsWith(".git")) {
            throw HubException.ofRequest(FileNames.quote(id)
                    + " is no name of a model; give it as ORG/NAME, of letters, digits, '-', '_' and '.'");
        }
        if (!FileNames.isSafe(revision)) {
            throw HubException.ofRequest(
                    FileNames.quote(revision) + " is no revision; name a branch, a tag or a whole commit");
        }
        if (file != null && !FileNames.isSafe(file)) {
            throw HubException.ofRequest(FileNames.quote(file)
                    + " is no name of a file of a model; give it as the hub lists it, with '/' between folders");
        }
    }

    /** The model of this name as it is now. */
    public static HubModel of(String id) {
        return new HubModel(id, MAIN, null);
    }

    /** What a text names, if it is written as above with an organisation; nothing if it is something else, such as a path. */
    public static Optional<HubModel> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String revision = matcher.group(2) == null ? MAIN : matcher.group(2).replace("%2F", "/");
        String id = matcher.group(1);
        boolean isName = !id.contains("--") && !id.contains("..") && !id.endsWith(".git");
        boolean isSafe = FileNames.isSafe(revision) && (matcher.group(3) == null || FileNames.isSafe(matcher.group(3)));
        return isName && isSafe ? Optional.of(new HubModel(id, revision, matcher.group(3))) : Optional.empty();
    }

    /** The same at another revision. */
    public HubModel at(String newRevision) {
        return new HubModel(id, newRevision, file);
    }

    /** One file of it, such as a GGUF file; with all its parts if it is split. */
    public HubModel withFile(String path) {
        return new HubModel(id, revision, path);
    }

    /** As it is written above, without the revision that every model has. */
    @Override
    public String toString() {
        return id
                + (revision.equals(MAIN) ? "" : "@" + revision.replace("/", "%2F"))
                + (file == null ? "" : "/" + file);
    }
}
