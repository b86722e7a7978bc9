// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.process;

/** The version of the program and of all its modules. */
public final class LxtVersion {
    public static final String VERSION = "0.1.0-SNAPSHOT";

    private LxtVersion() {}
}
