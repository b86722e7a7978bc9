// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint.stored;

import java.lang.foreign.MemorySegment;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.lxt.tensor.weight.WeightData;
import org.lxt.tensor.weight.WeightListener;

/**
 * Follows how weights of mapped files are read that may not all fit into memory: a thread of its own brings the next ones in, so that
 * those that compute need not wait for the disk. Which pages go is left to the system: it takes what was read the longest ago, which is
 * what the pass back reads last, and giving pages back after each use had it read more
 * (docs/quantised-models.md has the figures).
 */
public final class PagesInOrder implements WeightListener, AutoCloseable {
    /** A layer of a model with 8 billion parameters in 16 bits. */
    private static final long AHEAD = 400L << 20;

    /** Closing waits for a piece at most. */
    private static final long PIECE = 16L << 20;

    private final PageWindow window;
    private final Consumer<MemorySegment> load;
    private final Set<Long> there = new HashSet<>();
    private final LinkedBlockingQueue<MemorySegment> reads = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean closed;

    /** Nothing was read yet. */
    public PagesInOrder() {
        this(AHEAD, MemorySegment::load);
    }

    PagesInOrder(long ahead, Consumer<MemorySegment> load) {
        this.window = new PageWindow(ahead);
        this.load = load;
        this.thread = Thread.ofPlatform().daemon().name("lxt-pages").unstarted(this::follow);
        thread.start();
    }

    @Override
    public void read(WeightData weight) {
        if (weight.segment().isMapped()) {
            reads.add(weight.bytes());
        }
    }

    private void follow() {
        try {
            while (!closed) {
                MemorySegment read = reads.take();
                PageWindow.Change change = window.read(read);
                there.add(read.address());
                // They may have gone until they are read the next time.
                change.left().forEach(left -> there.remove(left.address()));
                bringIn(change);
            }
        } catch (InterruptedException _) {
            // closed
        }
    }

    private void bringIn(PageWindow.Change change) {
        for (MemorySegment weight : change.in()) {
            // Where the computation is further by now, the next reading says what to bring in.
            if (closed || !reads.isEmpty()) {
                return;
            }
            if (there.add(weight.address())) {
                for (long at = 0; at < weight.byteSize() && !closed; at += PIECE) {
                    load.accept(weight.asSlice(at, Math.min(PIECE, weight.byteSize() - at)));
                }
            }
        }
    }

    /** Ends the thread, and waits for it: the files may be closed then. */
    @Override
    public void close() {
        closed = true;
        boolean interrupted = false;
        while (thread.isAlive()) {
            reads.offer(MemorySegment.NULL);
            try {
                thread.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
