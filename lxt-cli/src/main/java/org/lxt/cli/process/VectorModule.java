// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.process;

import java.lang.reflect.InvocationTargetException;

/**
 * Adds {@code jdk.incubator.vector} to a JVM that was started without it.
 *
 * <p>{@code --add-modules} would do so at the start, but then the JVM begins standard error with a warning, whatever is
 * asked for, and no option switches that off. Of a module that is added later it says nothing. The JDK has a method for
 * that, which it calls when an agent needs a module of the system. The method is internal: it is used where the launcher
 * has exported its package to this program, and the launcher does so where it saw it work on this JDK.
 */
public final class VectorModule {
    private static final String NAME = "jdk.incubator.vector";
    private static final String INTERNAL = "jdk.internal.module";

    private VectorModule() {}

    /** Tells the launcher, by exit code 0, that the module can be added on this JDK. */
    public static void main(String[] args) {
        System.exit(isExported() && add() && isThere() ? 0 : 1);
    }

    /** Adds the module if the launcher means it to be added here. */
    public static void addIfAsked() {
        if (isExported() && !isThere() && !add()) {
            System.getLogger(VectorModule.class.getName())
                    .log(System.Logger.Level.WARNING, "this JDK does not add {0} to a program that runs", NAME);
        }
    }

    private static boolean isExported() {
        return Object.class.getModule().isExported(INTERNAL, VectorModule.class.getModule());
    }

    private static boolean isThere() {
        try {
            Class.forName(NAME + ".Vector", false, VectorModule.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException _) {
            return false;
        }
    }

    private static boolean add() {
        try {
            Class.forName(INTERNAL + ".Modules")
                    .getMethod("loadModule", String.class)
                    .invoke(null, NAME);
            return true;
        } catch (ClassNotFoundException
                | NoSuchMethodException
                | IllegalAccessException
                | InvocationTargetException _) {
            return false;
        }
    }
}
