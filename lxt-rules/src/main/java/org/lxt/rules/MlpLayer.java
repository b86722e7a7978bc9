// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.rules;

import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.kernel.Activation;

/**
 * The parameters of an MLP: {@code down(act(gate(x)) * up(x))}, or {@code down(act(up(x)))} without a gate.
 *
 * @param gate the gating projection, or none
 * @param up the other projection into the inner width
 * @param down the projection back
 * @param activation the activation
 */
public record MlpLayer(@Nullable LinearLayer gate, LinearLayer up, LinearLayer down, Activation activation) {
    /** An MLP without a gate. */
    public static MlpLayer plain(LinearLayer up, LinearLayer down, Activation activation) {
        return new MlpLayer(null, up, down, activation);
    }
}
