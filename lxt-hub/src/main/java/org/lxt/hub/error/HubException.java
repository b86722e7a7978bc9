// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.hub.error;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.lxt.api.Fault;
import org.lxt.api.LxtException;

/** A model cannot be fetched or found: one sentence that says what, where and what to do. It never holds a token. */
public final class HubException extends LxtException {
    @Serial
    private static final long serialVersionUID = 1L;

    private HubException(Fault fault, String message, @Nullable Throwable cause) {
        super(fault, message, cause);
    }

    /** There is no such model, revision or file, or it may not be read: {@link Fault#CALLER}. */
    public static HubException ofRequest(String message) {
        return new HubException(Fault.CALLER, message, null);
    }

    /** The hub, the network, the disk or the settings are at fault: {@link Fault#SETUP}. */
    public static HubException ofSetup(String message) {
        return new HubException(Fault.SETUP, message, null);
    }

    /** The hub, the network, the disk or the settings are at fault, because of something else: {@link Fault#SETUP}. */
    public static HubException ofSetup(String message, Throwable cause) {
        return new HubException(Fault.SETUP, message, cause);
    }

    /** The thread was interrupted: {@link Fault#CANCELLED}. What has come stays, and is not fetched again. */
    public static HubException interrupted(String what) {
        return new HubException(
                Fault.CANCELLED, what + ": was interrupted; what has come is kept, so pull again to go on", null);
    }

    /** A file of the cache cannot be read or written: {@link Fault#SETUP}. */
    public static HubException ofFile(Path file, IOException cause) {
        String reason = cause instanceof AccessDeniedException
                ? "access denied"
                : cause instanceof FileSystemException problem && problem.getReason() != null
                        ? problem.getReason()
                        : String.valueOf(cause.getMessage());
        return ofSetup(
                file + ": cannot be written or read (" + reason + "); check the disk and the permissions of the cache",
                cause);
    }
}
