// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.evaluate.faithfulness;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.lxt.tasks.refusal.TaskException;

/** Groups of figures of faithfulness, each of which costs forward passes of its own. */
public enum FaithfulnessKind {
    /**
     * The logit while the most relevant (MoRF) or the least relevant parts (LeRF) are taken away one after the other, and the
     * area between the curves, which is large for a good method. Samek et al., <a
     * href="https://arxiv.org/abs/1509.06321">Evaluating the visualization of what a deep neural network has learned</a>, 2017.
     */
    CURVES,
    /**
     * The same of the probability: <em>deletion</em>, the area while the most relevant are taken away, small for a good method,
     * and <em>insertion</em>, the area while they are put in first, large for a good one (Petsiuk et al., <a
     * href="https://arxiv.org/abs/1806.07421">RISE</a>, 2018); <em>comprehensiveness</em>, how much of the probability is lost
     * without the most relevant 1, 5, 10, 20 and 50 %, and <em>sufficiency</em>, how much is lost with them alone (DeYoung et al., <a
     * href="https://arxiv.org/abs/1911.03429">ERASER</a>, 2020).
     */
    PROBABILITY,
    /**
     * Some parts at random are taken away: <em>sensitivity-n</em>, the correlation of their relevance with what is lost (Ancona et
     * al., <a href="https://arxiv.org/abs/1711.06104">Towards better understanding of gradient-based attribution methods</a>,
     * 2018), and <em>infidelity</em>, the mean squared difference of the two (Yeh et al., <a
     * href="https://arxiv.org/abs/1901.09392">On the (In)fidelity and Sensitivity of Explanations</a>, 2019).
     */
    SUBSETS;

    /** All names. */
    public static List<String> names() {
        return Arrays.stream(values()).map(FaithfulnessKind::toString).toList();
    }

    /**
     * The kind of this name.
     *
     * @throws TaskException if there is none
     */
    public static FaithfulnessKind of(String name) {
        return Arrays.stream(values())
                .filter(k -> k.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new TaskException("there are no figures of faithfulness called '" + name
                        + "'; there are " + String.join(", ", names())));
    }

    /** Its name. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
