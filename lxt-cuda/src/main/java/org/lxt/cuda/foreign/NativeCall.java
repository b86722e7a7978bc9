// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda.foreign;

/** The call of a function of a library. */
@FunctionalInterface
public interface NativeCall {
    /** Calls it and returns its status; {@link java.lang.invoke.MethodHandle#invokeExact} is declared to throw anything. */
    int run() throws Throwable;

    /** The status. What the call itself throws, which is never the library, is an error of the program. */
    static int status(NativeCall call) {
        try {
            return call.run();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
