// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The pages' styles and scripts, and the policy that lets a browser run these and nothing else. */
final class Assets {
    static final String STYLE = read("report.css");
    private static final String COMMON_SCRIPT = read("common.js");
    static final String SCRIPT = COMMON_SCRIPT + read("report.js");
    static final String IMAGE_STYLE = read("image.css");
    static final String IMAGE_SCRIPT = COMMON_SCRIPT + read("image.js");

    static final String MATRIX_STYLE = read("matrix.css");
    static final String MATRIX_SCRIPT = COMMON_SCRIPT + read("matrix.js");

    private Assets() {}

    /** Names style and script by their hashes: no other script runs, and no address is fetched. */
    static String policy(String style, String script) {
        return "default-src 'none'; style-src '" + hash(style) + "'; script-src '" + hash(script)
                + "'; base-uri 'none'; form-action 'none'";
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String read(String name) {
        try (InputStream in = Assets.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("the jar of lxt-report lacks " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
