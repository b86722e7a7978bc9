// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.api;

/**
 * Whose fault a failure is, and so who can mend it. A service answers by it: {@link #CALLER} with a status of the 400s, the
 * others with one of the 500s.
 */
public enum Fault {
    /**
     * What was asked cannot be answered as it was asked: the prompt, the image, the target, an option, or the place where
     * the result is to go. The message is meant for whoever asked; asking the same again fails again.
     */
    CALLER,

    /**
     * What answers is not in order: the checkpoint or its files, a plugin, a backend, the installation or the machine. No
     * other request would fare better, and whoever runs the program has to mend it. The message may name files and folders
     * of the machine, so a service writes it to its log rather than into its answer.
     */
    SETUP,

    /**
     * Nobody's: the call was given up before its end, because it took longer than it was given or its thread was
     * interrupted. Asking again may succeed; a service answers 503 or 504.
     */
    CANCELLED
}
