// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.hub.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpTimeoutException;
import java.time.Duration;

/**
 * A body that fails when nothing comes for some time. The JDK's timeout of a request ends when its headers are there, and
 * reading would wait for ever.
 */
final class WatchedBody extends FilterInputStream {
    private final long patienceNanos;
    private volatile long waitingSince;
    private volatile boolean isWaiting;
    private volatile boolean closed;
    private volatile boolean stalled;

    private WatchedBody(InputStream body, Duration patience) {
        super(body);
        this.patienceNanos = patience.toNanos();
    }

    static WatchedBody of(InputStream body, Duration patience) {
        WatchedBody watched = new WatchedBody(body, patience);
        Thread.ofVirtual().name("lxt-hub-watch").start(watched::watch);
        return watched;
    }

    private void watch() {
        try {
            while (!closed) {
                Thread.sleep(Duration.ofNanos(Math.max(patienceNanos / 8, 1_000_000)));
                if (isWaiting && System.nanoTime() - waitingSince > patienceNanos) {
                    stalled = true;
                    super.close();
                    return;
                }
            }
        } catch (IOException | InterruptedException _) {
            // whoever reads gets an error by itself
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        waitingSince = System.nanoTime();
        isWaiting = true;
        try {
            int count = super.read(bytes, offset, length);
            if (count < 0 && stalled) {
                throw stalled();
            }
            return count;
        } catch (IOException e) {
            throw stalled ? stalled() : e;
        } finally {
            isWaiting = false;
        }
    }

    private static HttpTimeoutException stalled() {
        return new HttpTimeoutException("nothing came for too long");
    }

    @Override
    public void close() throws IOException {
        closed = true;
        super.close();
    }
}
