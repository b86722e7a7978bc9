// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.testkit.contract.check;

import java.util.Map;
import org.lxt.spi.checkpoint.ModelException;
import org.lxt.testkit.contract.subject.Findings;
import org.lxt.testkit.contract.subject.RandomWeights;
import org.lxt.testkit.contract.subject.Subject;

/**
 * Whether a bias that the file has, of a layer that is used without one, is refused or takes effect. Whether it is there the
 * loader cannot know from the options alone: it may look for it and forget it, or a pattern of unused tensors may be too wide.
 */
final class StoredBiasCheck {
    private static final String WEIGHT = ".weight";

    private StoredBiasCheck() {}

    /**
     * Checks each layer.
     *
     * @param parameters shapes of all that the loader asks for, by name
     */
    static void check(Subject subject, Map<String, String> parameters, Findings findings) {
        RandomWeights complete = subject.weights().listing(parameters.keySet(), Map.of());
        try {
            ParametersCheck.load(subject, complete);
        } catch (ModelException e) {
            findings.add("a checkpoint that lists exactly what the loader asks for is refused: " + e.getMessage());
            return;
        }
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            String name = parameter.getKey();
            if (!name.endsWith(WEIGHT)) {
                continue;
            }
            String bias = name.substring(0, name.length() - WEIGHT.length()) + ".bias";
            if (parameters.containsKey(bias)) {
                continue;
            }
            long size = Long.parseLong(parameter.getValue().split(" ", 2)[0]);
            RandomWeights weights = subject.weights().listing(parameters.keySet(), Map.of(bias, new long[] {size}));
            try {
                if (!ParametersCheck.isRead(subject, weights, bias)) {
                    findings.add("the parameter '" + bias + "' is passed over where a file has it: neither is the file"
                            + " refused, nor are the outputs others with other numbers in it");
                }
            } catch (ModelException e) {
                // Refused: what is not read must not be there.
            }
        }
    }
}
