// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.hub.listing;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lxt.hub.error.HubException;
import org.lxt.json.JsonText;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The files of a model at one commit, which never change. Read from the hub, page by page, or from the file that
 * {@code huggingface_hub} and we keep in the cache ({@code trees/COMMIT.json}, format 1).
 */
public final class Listing {
    private static final int FORMAT = 1;
    private static final int MOST_FILES = 200_000;

    private final String model;
    private final SortedMap<String, HubFile> files = new TreeMap<>();

    /**
     * One without files yet.
     *
     * @param model whose, for messages
     */
    public Listing(String model) {
        this.model = model;
    }

    /** The names of all files, in order. */
    public Set<String> paths() {
        return Collections.unmodifiableSet(files.keySet());
    }

    /** The file of a name. */
    public @Nullable HubFile file(String path) {
        return files.get(path);
    }

    /**
     * Adds a page of what the hub says.
     *
     * @throws HubException if it is no such page, or a file has a name that leads out of a folder
     */
    public void addPage(JsonNode page) {
        if (!page.isArray()) {
            throw malformed("a page of it is no list");
        }
        for (JsonNode entry : page) {
            if (text(entry, "type").equals("file")) {
                JsonNode lfs = entry.path("lfs");
                boolean isLarge = lfs.isObject();
                add(
                        text(entry, "path"),
                        isLarge ? lfs.path("size") : entry.path("size"),
                        text(entry, "oid"),
                        isLarge ? text(lfs, "oid") : null,
                        optional(entry, "xetHash"));
            }
        }
    }

    /**
     * What the cache holds, or null if that is of another format or damaged: then the hub is asked again.
     *
     * @param model whose, for messages
     */
    public static @Nullable Listing ofCache(String model, JsonNode root) {
        if (root.path("format_version").asInt(0) != FORMAT
                || !root.path("files").isObject()) {
            return null;
        }
        Listing listing = new Listing(model);
        try {
            for (Map.Entry<String, JsonNode> entry : root.path("files").properties()) {
                JsonNode file = entry.getValue();
                String sha256 = optional(file, "lfs_sha256");
                JsonNode size = file.path(sha256 == null ? "size" : "lfs_size");
                listing.add(entry.getKey(), size, listing.text(file, "blob_id"), sha256, optional(file, "xet_hash"));
            }
        } catch (HubException _) {
            return null;
        }
        return listing;
    }

    /** What the cache is to hold. */
    public String toCache() {
        ObjectNode root = JsonText.object();
        root.put("format_version", FORMAT);
        ObjectNode all = root.putObject("files");
        for (HubFile file : files.values()) {
            ObjectNode entry = all.putObject(file.path());
            entry.put("size", file.size()).put("blob_id", file.blobId());
            if (file.sha256() != null) {
                entry.put("lfs_sha256", file.sha256()).put("lfs_size", file.size());
            }
            if (file.xetHash() != null) {
                entry.put("xet_hash", file.xetHash());
            }
        }
        return JsonText.indented(root);
    }

    private void add(String path, JsonNode size, String blobId, @Nullable String sha256, @Nullable String xetHash) {
        FileNames.requireInside(model, path);
        if (!FileNames.isCommit(blobId) || (sha256 != null && !FileNames.isSha256(sha256))) {
            throw malformed(FileNames.quote(path) + " has no digest");
        }
        if (!size.isIntegralNumber() || !size.canConvertToLong() || size.longValue() < 0) {
            throw malformed(FileNames.quote(path) + " has no size");
        }
        if (files.put(path, new HubFile(path, size.longValue(), blobId, sha256, xetHash)) != null) {
            throw malformed(FileNames.quote(path) + " is there twice");
        }
        if (files.size() > MOST_FILES) {
            throw malformed("it has more than " + MOST_FILES + " files");
        }
    }

    private String text(JsonNode node, String field) {
        String value = optional(node, field);
        if (value == null) {
            throw malformed("an entry has no " + field);
        }
        return value;
    }

    private static @Nullable String optional(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isString() ? value.stringValue() : null;
    }

    private HubException malformed(String what) {
        return HubException.ofSetup(
                model + ": the hub's list of its files cannot be used, " + what + "; check HF_ENDPOINT, or try later");
    }

    /** All names that end like this. */
    List<String> ending(String suffix) {
        return files.keySet().stream().filter(path -> path.endsWith(suffix)).toList();
    }
}
