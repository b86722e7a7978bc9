// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.hub.listing;

import org.jspecify.annotations.Nullable;

/**
 * A file of a model at one commit.
 *
 * @param path its name, with slashes
 * @param size in bytes
 * @param blobId the id that git knows it by, or its pointer's id if it is kept elsewhere; 40 hexadecimal digits
 * @param sha256 of its content if it is kept elsewhere, as large files are (Git LFS); 64 hexadecimal digits
 * @param xetHash what another storage knows it by; kept for other programs
 */
public record HubFile(
        String path,
        long size,
        String blobId,
        @Nullable String sha256,
        @Nullable String xetHash) {
    /** The name of its blob in the cache, and the digest of its content. */
    public String etag() {
        return sha256 == null ? blobId : sha256;
    }
}
