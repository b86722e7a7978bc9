package org.lxt.cli;

/** The version of the program and of all its modules. */
final class LxtVersion {
    static final String VERSION = "0.1.0-SNAPSHOT";

    private LxtVersion() {}
}
