// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.backend;

/** Prints the name of the backend that this JVM gets when it asks for none by name. */
public final class ChosenBackend {
    private ChosenBackend() {}

    /** Asks twice: a reason to fall back is to be told once. */
    public static void main(String[] args) {
        for (int i = 0; i < 2; i++) {
            try (Backend backend = Backends.best(new BackendOptions(1))) {
                System.out.println("chosen: " + backend.name());
            }
        }
    }
}
