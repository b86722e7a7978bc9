// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.evaluate.evidence;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What things are told apart by: SHA-256, of which half is enough. */
public final class Digest {
    private static final int BYTES = 16;

    private final MessageDigest sha;

    /** A digest of nothing so far. */
    public Digest() {
        try {
            sha = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Adds bytes. */
    public Digest add(byte[] bytes) {
        sha.update(bytes);
        return this;
    }

    /** Adds a text, told apart from the one before it. */
    public Digest add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        sha.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        return add(bytes);
    }

    /** 32 hexadecimal digits. Nothing can be added any more. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(sha.digest(), 0, BYTES);
    }
}
