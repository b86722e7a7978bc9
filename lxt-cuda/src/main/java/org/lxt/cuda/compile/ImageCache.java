// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda.compile;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Compiled kernels on disk, so that they are compiled once per machine and not once per run. A file is named by the digest
 * of all that the result depends on, and begins with the digest of its contents: one that was cut off or changed is noticed
 * and made again. Files are put in place whole, so several processes may share the folder. A folder that cannot be written
 * to costs time and nothing else.
 */
public final class ImageCache {
    private static final System.Logger LOG = System.getLogger(ImageCache.class.getName());
    private static final int DIGEST = 32;

    private final @Nullable Path folder;

    /** A cache in this folder, which need not be there yet; null for none. */
    public ImageCache(@Nullable Path folder) {
        this.folder = folder;
    }

    /**
     * The usual folder: where {@code LXT_CUDA_CACHE} says, else in the user's folder of caches.
     *
     * @param variables of the environment
     */
    public static ImageCache of(Function<String, @Nullable String> variables) {
        return new ImageCache(path(variables.apply("LXT_CUDA_CACHE"))
                .or(() -> path(variables.apply("XDG_CACHE_HOME")).map(caches -> caches.resolve("lxt/cuda")))
                .or(() -> path(variables.apply("HOME")).map(home -> home.resolve(".cache/lxt/cuda")))
                .orElse(null));
    }

    private static Optional<Path> path(@Nullable String text) {
        try {
            return text == null || text.isBlank() ? Optional.empty() : Optional.of(Path.of(text));
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }

    /**
     * What was made of these parts before, or else is made now.
     *
     * @param key all that the result depends on
     */
    public byte[] get(List<String> key, Supplier<byte[]> maker) {
        if (folder == null) {
            return maker.get();
        }
        Path file = folder.resolve(HexFormat.of().formatHex(digest(key)) + ".bin");
        byte[] kept = read(file);
        if (kept == null) {
            kept = maker.get();
            write(folder, file, kept);
        }
        return kept;
    }

    private static byte @Nullable [] read(Path file) {
        try {
            if (!Files.exists(file)) {
                return null;
            }
            byte[] all = Files.readAllBytes(file);
            if (all.length > DIGEST) {
                byte[] contents = Arrays.copyOfRange(all, DIGEST, all.length);
                if (Arrays.equals(Arrays.copyOf(all, DIGEST), sha256().digest(contents))) {
                    return contents;
                }
            }
            LOG.log(Level.DEBUG, "{0} is broken and made anew", file);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "compiled kernels cannot be read", e);
        }
        return null;
    }

    private static void write(Path folder, Path file, byte[] contents) {
        try {
            Files.createDirectories(folder);
            Path part = Files.createTempFile(folder, "part", ".tmp");
            try {
                Files.write(
                        part,
                        ByteBuffer.allocate(DIGEST + contents.length)
                                .put(sha256().digest(contents))
                                .put(contents)
                                .array());
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "compiled kernels cannot be kept", e);
        }
    }

    private static byte[] digest(List<String> key) {
        MessageDigest digest = sha256();
        for (String part : key) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            // lengths, so that no two lists of parts are the same run of bytes
            digest.update(
                    ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
            digest.update(bytes);
        }
        return digest.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
