// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.host;

import java.util.concurrent.LinkedBlockingQueue;

/**
 * Tasks for threads that look for the next one a little while before they go to sleep: waking a thread takes as long as
 * a small kernel.
 */
final class PromptQueue extends LinkedBlockingQueue<Runnable> {
    private static final long serialVersionUID = 1;

    /** Nanoseconds that are spent looking. */
    static final long PATIENCE = 50_000;

    @Override
    public Runnable take() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE;
        do {
            Runnable task = poll();
            if (task != null) {
                return task;
            }
            Thread.onSpinWait();
        } while (System.nanoTime() - end < 0);
        return super.take();
    }
}
