// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.method;

import java.util.List;
import org.lxt.spi.InputKind;

/**
 * A way to find relevance: a value with a name. Those of this package and of the packages below are built in; others implement this interface, and have
 * the model by {@link Passes}.
 *
 * {@snippet :
 * Method method = new PathIntegral(Propagation.GRADIENT, Baseline.ZERO, Quadrature.GAUSS_LEGENDRE, 20);
 * Attribution a = lxt.using(method).explain(prompt, Target.topLogit());
 * }
 */
public interface Method {
    /** What it is called in results, with what it was set to, such as {@code smoothgrad(20, 0.1)}. */
    String name();

    /**
     * Whether relevance speaks for or against what is explained. Without a sign it tells only how much a part of the input
     * matters, and adds up to nothing in particular.
     */
    default boolean isSigned() {
        return true;
    }

    /**
     * Refuses, in a sentence, models that it is not defined for.
     *
     * @param input what the model reads
     * @throws org.lxt.explain.request.ExplainException if it is not defined for it
     */
    default void requireFitting(InputKind input) {}

    /**
     * Finds relevance.
     *
     * @param passes runs the model; what is asked of it together runs together
     * @param questions what is asked, of one or several prompts
     * @return for each question, the relevance of its input
     */
    List<Relevance> run(Passes passes, List<Question> questions);
}
