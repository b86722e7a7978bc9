// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.testkit.cases;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lxt.checkpoint.SafetensorsWriter;

/** Writes what was computed for a case. */
public final class CaseDump {
    private CaseDump() {}

    /**
     * Writes {@code folder/<case>/actual.safetensors}, with the names and shapes of the case's {@code
     * expected.safetensors}; tensors that were skipped are left out.
     */
    public static void write(CaseResult result, Path folder) throws IOException {
        SafetensorsWriter writer = new SafetensorsWriter();
        for (TensorCheck check : result.checks()) {
            ActualTensor tensor = result.actual().get(check.tensor());
            if (tensor != null) {
                float[] values = new float[tensor.values().length];
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) tensor.values()[i];
                }
                writer.add(check.tensor(), values, tensor.shape());
            }
        }
        Path target = folder.resolve(result.name());
        Files.createDirectories(target);
        writer.write(target.resolve("actual.safetensors"));
    }
}
