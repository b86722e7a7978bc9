// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.compose;

import java.util.Optional;
import java.util.function.Function;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.kernel.AttentionKernels;
import org.lxt.tensor.backend.kernel.GammaKernels;

/** The optional kernels of a backend: its own where it has them, else composed of its mandatory ones. */
public final class Kernels {
    private Kernels() {}

    /** Attention. */
    public static AttentionKernels attention(Backend backend) {
        return of(backend, AttentionKernels.class, ComposedAttention::new);
    }

    /** The gamma rule. */
    public static GammaKernels gamma(Backend backend) {
        return of(backend, GammaKernels.class, ComposedGamma::new);
    }

    private static <K> K of(Backend backend, Class<K> group, Function<Backend, K> composed) {
        Optional<K> own = backend.kernels(group);
        return own.orElseGet(() -> composed.apply(backend));
    }
}
