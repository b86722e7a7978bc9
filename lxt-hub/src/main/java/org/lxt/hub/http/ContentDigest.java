// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.hub.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.lxt.hub.listing.HubFile;

/** The digest that a file is known by: SHA-256 of a large file, and of a small one what git calls it. */
final class ContentDigest {
    private final MessageDigest digest;
    private final HubFile file;

    ContentDigest(HubFile file) {
        this.file = file;
        try {
            digest = MessageDigest.getInstance(file.sha256() == null ? "SHA-1" : "SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has this digest", e);
        }
        if (file.sha256() == null) {
            digest.update(("blob " + file.size() + "\0").getBytes(StandardCharsets.US_ASCII));
        }
    }

    void add(byte[] bytes, int count) {
        digest.update(bytes, 0, count);
    }

    /** Whether everything that was added is the file; may be asked once. */
    boolean isRight() {
        return HexFormat.of().formatHex(digest.digest()).equals(file.etag());
    }
}
