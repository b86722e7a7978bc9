// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda.driver;

import java.lang.System.Logger.Level;
import java.lang.foreign.MemorySegment;

/**
 * A device in use: its primary context and one stream, on which all copies and kernels run in the order of the calls. So
 * memory that is given back may be handed out again at once: whoever gets it comes later on the stream.
 *
 * <p>Safe for several threads. Each call makes the context the calling thread's for as long as it takes, and leaves the
 * thread as it was: a program may use the driver in other ways on the same thread.
 */
public final class DeviceStream implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(DeviceStream.class.getName());

    private final DriverApi driver;
    private final Device device;
    private final long context;
    private final long stream;

    /** Takes the device's primary context, which others of this process share, and makes a stream. */
    public DeviceStream(DriverApi driver, Device device) {
        this.driver = driver;
        this.device = device;
        this.context = driver.retainPrimary(device.handle());
        try (Current _ = new Current(driver, context)) {
            this.stream = driver.createStream();
        } catch (RuntimeException e) {
            release();
            throw e;
        }
    }

    /** The calling thread's context until it is closed. */
    private static final class Current implements AutoCloseable {
        private final DriverApi driver;

        Current(DriverApi driver, long context) {
            this.driver = driver;
            driver.push(context);
        }

        /** What an operation has made is not lost because of what it reports: the next one reports it again. */
        @Override
        public void close() {
            attempt(driver::pop);
        }
    }

    /** An operation that needs the context. */
    @FunctionalInterface
    public interface Operation<T> {
        /** Runs it. */
        T run();
    }

    /** Runs an operation of another library that needs this context. */
    public <T> T inContext(Operation<T> operation) {
        try (Current _ = new Current(driver, context)) {
            return operation.run();
        }
    }

    /** The device. */
    public Device device() {
        return device;
    }

    DriverApi driver() {
        return driver;
    }

    /** The stream's handle, for libraries that issue operations themselves. */
    public long handle() {
        return stream;
    }

    /** Takes memory from the driver, aligned to 256 bytes, contents undefined. */
    public long allocate(long bytes) {
        return inContext(() -> driver.allocate(bytes));
    }

    /** Gives memory back to the driver, which waits for the operations that use it. */
    public void giveBack(long address) {
        giveBack(() -> driver.free(address));
    }

    /** Gives something back that needs this context; that it fails is no concern of whoever is through with it. */
    public void giveBack(Runnable action) {
        attempt(() -> {
            try (Current _ = enteredAtLast()) {
                action.run();
            }
        });
    }

    /** What is not given back now never is: a context that cannot be entered is tried once more. */
    private Current enteredAtLast() {
        try {
            return new Current(driver, context);
        } catch (CudaException _) {
            return new Current(driver, context);
        }
    }

    /** Bytes of the device that nobody has. */
    public long freeBytes() {
        return inContext(driver::free);
    }

    /** Copies to the device; the source may be changed at once. */
    public void upload(long address, MemorySegment source) {
        inContext(() -> {
            driver.copyToDevice(address, source, stream);
            return address;
        });
    }

    /** Copies to the host, and waits for all that was issued before. */
    public void download(MemorySegment destination, long address) {
        inContext(() -> {
            driver.copyToHost(destination, address, stream);
            driver.synchronize(stream);
            return address;
        });
    }

    /** Waits for all that was issued. */
    public void synchronize() {
        inContext(() -> {
            driver.synchronize(stream);
            return stream;
        });
    }

    /** Waits for what was issued, and gives everything back. A device that is lost gives back no more than it can. */
    @Override
    public void close() {
        giveBack(() -> driver.destroyStream(stream));
        release();
    }

    private void release() {
        attempt(() -> driver.releasePrimary(device.handle()));
    }

    private static void attempt(Runnable action) {
        try {
            action.run();
        } catch (CudaException | OutOfDeviceMemory e) {
            LOG.log(Level.DEBUG, "not given back", e);
        }
    }
}
