// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.compose;

import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.Temporaries;
import org.lxt.tensor.backend.kernel.Activation;
import org.lxt.tensor.backend.memory.Buffer;

/** What depends on the sign of each element, out of mandatory kernels. A destination may be the source. */
public final class Signs {
    private Signs() {}

    /** {@code destination = max(x, 0)}. */
    public static void positive(Backend backend, Buffer destination, Buffer x, int size) {
        backend.elements().activation(Activation.RELU, destination, x, size);
    }

    /** {@code destination = min(x, 0)}. */
    public static void negative(Backend backend, Buffer destination, Buffer x, int size) {
        backend.elements().scale(destination, x, -1, size);
        backend.elements().activation(Activation.RELU, destination, destination, size);
        backend.elements().scale(destination, destination, -1, size);
    }

    /** {@code destination = |x|}. */
    public static void magnitude(Backend backend, Buffer destination, Buffer x, int size) {
        try (Temporaries temporaries = new Temporaries(backend)) {
            Buffer negative = temporaries.allocate(size);
            negative(backend, negative, x, size);
            backend.elements().scale(negative, negative, -1, size);
            positive(backend, destination, x, size);
            backend.elements().add(destination, destination, negative, size);
        }
    }

    /** {@code destination = 1} where x is 0 or positive, {@code -1} where it is negative. */
    public static void sign(Backend backend, Buffer destination, Buffer x, int size) {
        try (Temporaries temporaries = new Temporaries(backend)) {
            Buffer ones = temporaries.allocate(size);
            backend.fill(ones, 1, size);
            backend.elements().scale(destination, x, -1, size);
            backend.elements().activationGradient(Activation.RELU, destination, ones, destination, null, 1, size);
            backend.elements().scale(destination, destination, -2, size);
            backend.elements().add(destination, destination, ones, size);
        }
    }

    /** {@code destination = x + epsilon} where x is 0 or positive, {@code x - epsilon} where it is negative. */
    public static void stabilized(Backend backend, Buffer destination, Buffer x, double epsilon, int size) {
        try (Temporaries temporaries = new Temporaries(backend)) {
            Buffer shift = temporaries.allocate(size);
            sign(backend, shift, x, size);
            backend.elements().scale(shift, shift, epsilon, size);
            backend.elements().add(destination, x, shift, size);
        }
    }
}
