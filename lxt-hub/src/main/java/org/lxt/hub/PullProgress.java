// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.hub;

/**
 * How far a pull is.
 *
 * @param file the file that is fetched
 * @param fileHeld bytes of it that are here
 * @param fileSize bytes that it has
 * @param held bytes of all files that are here, those too that were here before
 * @param size bytes that all files have
 * @param fetched bytes that came during this pull, for the rate
 */
public record PullProgress(String file, long fileHeld, long fileSize, long held, long size, long fetched) {
    /** Whether this file is whole. */
    public boolean isFileDone() {
        return fileHeld == fileSize;
    }
}
