package org.lxt.spi;

/** What may come out of code that somebody else wrote. */
final class ForeignCode {
    private ForeignCode() {}

    /** Lets errors through that are not of the code that threw: the JVM has no memory left, or is broken. */
    static void rethrowIfOfTheJvm(Throwable e) {
        if (e instanceof VirtualMachineError error && !(e instanceof StackOverflowError)) {
            throw error;
        }
    }
}
