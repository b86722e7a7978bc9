// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.parts.encoder;

import org.lxt.rules.LinearLayer;
import org.lxt.rules.NormLayer;
import org.lxt.rules.Rules;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.kernel.Activation;

/** A function of each row by itself, under rules. */
@FunctionalInterface
public interface RowFunction {
    /** The rows as they are. */
    RowFunction IDENTITY = (rules, x) -> x;

    /** Applies it to {@code [rows, inputs]}. */
    Tensor apply(Rules rules, Tensor x);

    /** This one, then a linear layer. */
    default RowFunction linear(Site at, LinearLayer layer) {
        return (rules, x) -> rules.linear(at, layer, apply(rules, x));
    }

    /** This one, then an activation. */
    default RowFunction activation(Site at, Activation activation) {
        return (rules, x) -> rules.activation(at, activation, apply(rules, x));
    }

    /** This one, then a norm. */
    default RowFunction norm(Site at, NormLayer layer) {
        return (rules, x) -> rules.norm(at, layer, apply(rules, x));
    }
}
