// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.backend;

/**
 * Whether a backend can run in this JVM, and why.
 *
 * @param available whether {@link BackendProvider#create} will work
 * @param reason one sentence: what the backend will use, or what is missing and how to get it
 */
public record Availability(boolean available, String reason) {
    /** The backend can run. */
    public static Availability yes(String reason) {
        return new Availability(true, reason);
    }

    /** The backend cannot run. */
    public static Availability no(String reason) {
        return new Availability(false, reason);
    }
}
