// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.units;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.lxt.checkpoint.SafetensorsWriter;
import org.lxt.explain.result.Attribution;
import org.lxt.explain.units.UnitRelevance;
import org.lxt.report.ReportException;

/**
 * Units as a file of tensors, {@code [tokens, units]} in float32: {@code relevance/layers.3.mlp.neurons} and {@code
 * activation/layers.3.mlp.neurons}; of several targets {@code 1/relevance/...} and so on. The ending of the file's name says how:
 * {@code .safetensors}, or {@code .npz} for NumPy.
 */
public final class UnitFile {
    private static final String SAFETENSORS = ".safetensors";
    private static final String NPZ = ".npz";

    private UnitFile() {}

    /**
     * Refuses a name that does not say in which format.
     *
     * @throws ReportException if it ends otherwise
     */
    public static void require(Path file) {
        if (!ends(file, SAFETENSORS) && !ends(file, NPZ)) {
            throw new ReportException(
                    "units are written as .safetensors or .npz, and '" + file + "' ends otherwise; name it so");
        }
    }

    /**
     * Writes the units of attributions of one prompt, which appear whole or not at all.
     *
     * @throws ReportException if the name says no format, or there are no units
     */
    public static void write(List<Attribution> attributions, Path file) throws IOException {
        require(file);
        if (attributions.stream().allMatch(a -> a.units().isEmpty())) {
            throw new ReportException("there are no units to be written; ask for some before the prompt is explained");
        }
        NamedArrays arrays = new NamedArrays();
        for (int i = 0; i < attributions.size(); i++) {
            String prefix = attributions.size() == 1 ? "" : i + "/";
            for (UnitRelevance value : attributions.get(i).units()) {
                arrays.add(
                        prefix + "relevance/" + value.site().path(), value.tokens(), value.units(), value.relevance());
                arrays.add(
                        prefix + "activation/" + value.site().path(),
                        value.tokens(),
                        value.units(),
                        value.activation());
            }
        }
        if (ends(file, NPZ)) {
            NpzFile.write(arrays.all(), file);
        } else {
            SafetensorsWriter writer = new SafetensorsWriter();
            arrays.all().forEach(a -> writer.add(a.name(), a.values(), a.rows(), a.columns()));
            writer.write(file);
        }
    }

    private static boolean ends(Path file, String ending) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(ending);
    }
}
