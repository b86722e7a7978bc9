// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.call;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.lxt.explain.request.CancelledException;

/** Lets calls in: at most so many at once, and none once it is closed, which waits for those under way. */
public final class CallGate {
    private final int most;
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition changed = lock.newCondition();
    private final Set<Thread> inside = new HashSet<>();
    private boolean closed;

    /**
     * A gate.
     *
     * @param most how many calls may be under way at once
     */
    public CallGate(int most) {
        this.most = most;
    }

    /**
     * Runs a call as soon as there is room. One made by the thread of another, as by a listener, is part of that one.
     *
     * @throws CancelledException if the call's time is over or its thread is interrupted before there is room
     * @throws IllegalStateException if the gate is closed
     */
    public <T> T run(Call call, Supplier<T> body) {
        boolean isOuter = enter(call);
        try {
            return body.get();
        } finally {
            if (isOuter) {
                leave();
            }
        }
    }

    private boolean enter(Call call) {
        lock.lock();
        try {
            if (inside.contains(Thread.currentThread())) {
                return false;
            }
            requireOpen();
            long left = call.check();
            while (inside.size() >= most) {
                changed.await(left, TimeUnit.NANOSECONDS);
                requireOpen();
                left = call.check();
            }
            inside.add(Thread.currentThread());
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw Call.interrupted();
        } finally {
            lock.unlock();
        }
    }

    private void leave() {
        lock.lock();
        try {
            inside.remove(Thread.currentThread());
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("this explainer is closed; open the checkpoint again");
        }
    }

    /**
     * Lets no further call in and waits until none is under way, even if the thread is interrupted meanwhile.
     *
     * @return whether it was open
     * @throws IllegalStateException if the thread is in a call itself, for which it would wait for ever
     */
    public boolean close() {
        lock.lock();
        try {
            if (inside.contains(Thread.currentThread())) {
                throw new IllegalStateException(
                        "an explainer cannot be closed from within one of its own calls, such as"
                                + " by a progress listener; close it when the call has ended");
            }
            boolean wasOpen = !closed;
            closed = true;
            changed.signalAll();
            while (!inside.isEmpty()) {
                changed.awaitUninterruptibly();
            }
            return wasOpen;
        } finally {
            lock.unlock();
        }
    }
}
