// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.hub.http;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.lxt.hub.error.HubException;
import org.lxt.hub.settings.HubSettings;

/** How often something that failed for now is tried again, and how long is waited before that. */
final class Attempts {
    private static final int FEW = 3;
    private static final int MANY = 6;

    /** Whoever asks for more is not waited for. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final String what;
    private final Duration pause;
    private final int most;
    private int failures;

    private Attempts(String what, Duration pause, int most) {
        this.what = what;
        this.pause = pause;
        this.most = most;
    }

    /** For a short answer. */
    static Attempts few(String what, Duration pause) {
        return new Attempts(what, pause, FEW);
    }

    /** For a long download. */
    static Attempts many(String what, Duration pause) {
        return new Attempts(what, pause, MANY);
    }

    /** It has come further, so it may fail as often as at first. */
    void progressed() {
        failures = 0;
    }

    /** Waits, or gives up: on a problem that waiting does not mend, at once. */
    void failed(HubSettings settings, IOException problem) {
        if (!Refusals.isPassing(problem) || failures + 1 >= most) {
            throw Refusals.ofConnection(settings, what, problem);
        }
        wait(Optional.empty());
    }

    /**
     * Waits, or gives up.
     *
     * @param reason why it failed, as the end of a sentence
     * @param wanted how long the other side wants us to wait
     */
    void failed(String reason, Optional<Duration> wanted) {
        if (wanted.isPresent() && wanted.get().compareTo(LONGEST) > 0) {
            throw HubException.ofSetup(what + ": " + reason + " and asks to wait "
                    + wanted.get().toMinutes() + " minutes; pull again then, what has come is kept");
        }
        if (failures + 1 >= most) {
            throw HubException.ofSetup(
                    what + ": " + reason + ", " + most + " times; pull again later, what has come is kept");
        }
        wait(wanted);
    }

    private void wait(Optional<Duration> wanted) {
        Duration backoff = pause.multipliedBy(1L << failures);
        failures++;
        try {
            Thread.sleep(wanted.orElse(backoff));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw HubException.interrupted(what);
        }
    }
}
