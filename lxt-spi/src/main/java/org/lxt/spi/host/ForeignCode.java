// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.host;

import java.lang.reflect.InvocationTargetException;
import org.lxt.spi.checkpoint.Excerpt;

/** What may come out of code that somebody else wrote, in words for who has installed it. */
final class ForeignCode {
    private ForeignCode() {}

    /** Lets errors through that are not of the code that threw: the JVM has no memory left, or is broken. */
    static void rethrowIfOfTheJvm(Throwable e) {
        if (e instanceof VirtualMachineError error && !(e instanceof StackOverflowError)) {
            throw error;
        }
    }

    /**
     * A sentence.
     *
     * @param who the class that threw, or what else it is to be called
     * @param when such as {@code "while registering"}
     */
    static String problem(Throwable e, String who, String when) {
        Throwable cause = cause(e);
        if (isIncomplete(cause)) {
            return who + " cannot be used: " + reason(cause);
        }
        return cause instanceof LinkageError error
                ? SpiVersion.unfit(error)
                : who + " threw " + Excerpt.of(cause) + " " + when;
    }

    /** A reason. */
    static String reason(Throwable e) {
        Throwable cause = cause(e);
        if (!isIncomplete(cause)) {
            return Excerpt.of(cause);
        }
        return cause instanceof UnsupportedClassVersionError
                ? "it was compiled for a newer Java than this one, "
                        + Runtime.version().feature()
                : "it needs the class " + Excerpt.of(cause.getMessage()).replace('/', '.')
                        + ", which is not here; what a plugin needs beside LXT must be inside its jar";
    }

    /** Whether it is not LXT that is missing or older. */
    private static boolean isIncomplete(Throwable e) {
        return e instanceof UnsupportedClassVersionError
                || (e instanceof NoClassDefFoundError
                        && String.valueOf(e.getMessage()).matches("(?!org/lxt/)\\S+"));
    }

    private static Throwable cause(Throwable e) {
        boolean wraps = e instanceof InvocationTargetException || e instanceof ExceptionInInitializerError;
        Throwable inner = e.getCause();
        return wraps && inner != null ? cause(inner) : e;
    }
}
