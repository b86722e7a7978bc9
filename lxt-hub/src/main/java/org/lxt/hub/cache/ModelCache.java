// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.hub.cache;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lxt.hub.error.HubException;
import org.lxt.hub.listing.FileNames;
import org.lxt.hub.listing.HubFile;
import org.lxt.hub.listing.Listing;
import org.lxt.json.Dialect;
import org.lxt.json.JsonReader;

/**
 * The folder of one model in the cache, laid out as {@code huggingface_hub} does ({@code file_download.py}):
 *
 * <pre>
 * models--ORG--NAME/
 *   refs/REVISION           the commit that a branch or a tag stood for when it was last asked for
 *   snapshots/COMMIT/FILE   a link to a blob, or the file itself
 *   blobs/DIGEST            the content of a file
 *   trees/COMMIT.json       the list of the model's files
 * .locks/models--ORG--NAME/DIGEST.lock
 * </pre>
 *
 * A blob that is being fetched is {@code DIGEST.lxt.incomplete}: no other library writes to a file of that name, so locks that
 * do not reach from one to the other do no harm.
 */
public final class ModelCache {
    private static final long MOST_LISTING_BYTES = 256_000_000;
    private static final long MOST_COMMIT_BYTES = 64;

    private static final JsonReader LISTINGS = JsonReader.of(
            Dialect.STANDARD,
            MOST_LISTING_BYTES,
            (file, problem) -> HubException.ofSetup(file + ": " + problem.what()));

    private static final String TAG = """
            Signature: 8a477f597d28d172789f06886806bc55
            # This file is a cache directory tag, so that backups may leave this folder out.
            """;

    private final Path cache;
    private final Path folder;
    private final String model;
    private final boolean links;

    /**
     * The folder of a model.
     *
     * @param cache the folder of the whole cache
     * @param model its name, {@code ORG/NAME}
     * @param links whether snapshots are links, where the system can make them
     */
    public ModelCache(Path cache, String model, boolean links) {
        this.cache = cache;
        this.model = model;
        this.links = links;
        this.folder = cache.resolve(folderName(model));
    }

    private static String folderName(String model) {
        return "models--" + model.replace("/", "--");
    }

    /** The commit that a revision is, or stood for when it was last asked for. */
    public Optional<String> commit(String revision) {
        if (FileNames.isCommit(revision)) {
            return Optional.of(revision);
        }
        Path file = folder.resolve("refs").resolve(revision);
        try {
            return Files.isRegularFile(file) && Files.size(file) <= MOST_COMMIT_BYTES
                    ? Optional.of(Files.readString(file, StandardCharsets.ISO_8859_1)
                                    .strip())
                            .filter(FileNames::isCommit)
                    : Optional.empty();
        } catch (IOException e) {
            throw HubException.ofFile(file, e);
        }
    }

    /** Remembers which commit a revision stands for. */
    public void remember(String revision, String commit) {
        if (!revision.equals(commit) && !commit(revision).filter(commit::equals).isPresent()) {
            replace(folder.resolve("refs").resolve(revision), commit);
        }
    }

    /** The list of the model's files at a commit; null if it is not there or of another format. */
    public @Nullable Listing listing(String commit) {
        Path file = listingFile(commit);
        if (!Files.isRegularFile(file)) {
            return null;
        }
        try {
            return Listing.ofCache(model, LISTINGS.tree(file));
        } catch (HubException _) {
            return null;
        }
    }

    /** Keeps it. */
    public void keep(String commit, Listing listing) {
        replace(listingFile(commit), listing.toCache());
    }

    private Path listingFile(String commit) {
        return folder.resolve("trees").resolve(commit + ".json");
    }

    /** Writes a small file so that others see the old or the new one, never a part. */
    private static void replace(Path file, String text) {
        try {
            Path parent = Files.createDirectories(parentOf(file));
            Path fresh = Files.createTempFile(parent, file.getFileName() + ".", ".tmp");
            try {
                Files.writeString(fresh, text);
                Permissions.asOfNewFile(fresh);
                Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            throw HubException.ofFile(file, e);
        }
    }

    private static Path parentOf(Path file) {
        return Objects.requireNonNull(file.getParent());
    }

    /** The folder of a commit's files, which need not exist. */
    public Path snapshot(String commit) {
        return folder.resolve("snapshots").resolve(commit);
    }

    /** Whether a file of a commit is there, whole as far as its size tells. */
    public boolean has(String commit, HubFile file) {
        Path path = snapshot(commit).resolve(file.path());
        try {
            return Files.isRegularFile(path) && Files.size(path) == file.size();
        } catch (IOException e) {
            throw HubException.ofFile(path, e);
        }
    }

    /** Where the content of a file belongs. */
    public Path blob(HubFile file) {
        return folder.resolve("blobs").resolve(file.etag());
    }

    /** Where the content of a file is gathered until it is whole. */
    public Path incomplete(HubFile file) {
        return folder.resolve("blobs").resolve(file.etag() + ".lxt.incomplete");
    }

    /** What is held while a blob is fetched and put in its place. */
    public BlobLock lock(HubFile file) {
        return BlobLock.take(cache.resolve(".locks").resolve(folderName(model)).resolve(file.etag() + ".lock"));
    }

    /** Makes the folders that a download needs, and marks the cache for programs that make backups. */
    public void prepare() {
        try {
            Files.createDirectories(folder.resolve("blobs"));
            Path tag = cache.resolve("CACHEDIR.TAG");
            if (Files.notExists(tag)) {
                Files.writeString(tag, TAG);
            }
        } catch (IOException e) {
            throw HubException.ofFile(folder, e);
        }
    }

    /** Whether the content of a file is there, whole as far as its size tells. */
    public boolean hasBlob(HubFile file) {
        Path blob = blob(file);
        try {
            return Files.isRegularFile(blob) && Files.size(blob) == file.size();
        } catch (IOException e) {
            throw HubException.ofFile(blob, e);
        }
    }

    /** Puts a whole incomplete file in the place of its blob. */
    public void complete(HubFile file) {
        try {
            Files.move(
                    incomplete(file), blob(file), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw HubException.ofFile(blob(file), e);
        }
    }

    /**
     * Gives a blob its name in the snapshot of a commit.
     *
     * @param isNew whether it was fetched just now, so that no other snapshot has it yet
     */
    public void place(String commit, HubFile file, boolean isNew) {
        Path name = snapshot(commit).resolve(file.path());
        try {
            Files.createDirectories(parentOf(name));
            SnapshotEntry.put(blob(file), name, links, isNew);
        } catch (IOException e) {
            throw HubException.ofFile(name, e);
        }
    }

    /** The folder of the model, which need not exist. */
    public Path folder() {
        return folder;
    }
}
