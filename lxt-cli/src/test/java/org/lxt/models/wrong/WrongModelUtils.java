// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.wrong;

import java.lang.foreign.Arena;
import org.lxt.checkpoint.Checkpoint;
import org.lxt.explain.Explainer;
import org.lxt.models.other.wrong.OtherModel;
import org.lxt.models.wrong.inner.BackAgain;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.vector.wrong.Kernel;
import picocli.CommandLine;

/** Breaks every rule of {@link org.lxt.architecture.Architecture}, to show that each can fail. */
public final class WrongModelUtils {
    private WrongModelUtils() {}

    /** Reads a tensor's memory. */
    public static double peek(Backend backend, Tensor x) {
        try (Arena arena = Arena.ofConfined()) {
            Buffer buffer = x.buffer();
            backend.free(buffer);
            return x.toDoubles()[0] + arena.allocate(1).byteSize();
        }
    }

    /** Tells nobody whose fault it is. */
    public static final class Unasked extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Names what a model must not know. */
    public static String names() {
        return Checkpoint.class.getName()
                + Explainer.class
                + CommandLine.class
                + OtherModel.class
                + BackAgain.class
                + Kernel.class;
    }
}
