// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.testkit.cases;

import java.util.List;
import java.util.Map;
import org.lxt.explain.result.Attribution;

/**
 * The outcome of a case.
 *
 * @param name name of the case
 * @param checks one for each expected tensor, in alphabetical order
 * @param actual what was computed, by the names of the expected tensors
 * @param attributions the attributions, in the order of the case's explanations
 */
public record CaseResult(
        String name, List<TensorCheck> checks, Map<String, ActualTensor> actual, List<Attribution> attributions) {
    /** Whether no check failed. */
    public boolean passed() {
        return checks.stream().noneMatch(c -> c.status() == TensorCheck.Status.FAIL);
    }
}
