// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.testkit.family;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.lxt.checkpoint.SafetensorsFile;
import org.lxt.checkpoint.SafetensorsWriter;
import org.lxt.testkit.cases.CaseJson;
import tools.jackson.databind.node.ObjectNode;

/** A checkpoint of one weight file with changed options and tensors, written to another folder. */
public final class ChangedCase {
    /**
     * A tensor in memory.
     *
     * @param shape extents
     * @param values elements, row by row
     */
    public record Values(long[] shape, float[] values) {
        /** The values times a factor. */
        public Values times(float factor) {
            float[] scaled = values.clone();
            for (int i = 0; i < scaled.length; i++) {
                scaled[i] *= factor;
            }
            return new Values(shape, scaled);
        }
    }

    private final Path source;
    private final ObjectNode options;
    private final Map<String, Values> tensors = new TreeMap<>();

    /** Reads a folder with {@code config.json} and {@code model.safetensors}. */
    public ChangedCase(Path folder) throws IOException {
        source = folder;
        options = CaseJson.object(source.resolve("config.json"));
        try (SafetensorsFile file = SafetensorsFile.open(source.resolve("model.safetensors"))) {
            file.tensors().forEach((n, entry) -> tensors.put(n, new Values(entry.shape(), floats(file.values(n)))));
        }
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    /** The folder that was read. */
    public Path original() {
        return source;
    }

    /** Changes options. */
    public ChangedCase options(Consumer<ObjectNode> change) {
        change.accept(options);
        return this;
    }

    /** Sets an option to a JSON text. */
    public ChangedCase option(String name, String json) {
        options.set(name, CaseJson.tree(name, json));
        return this;
    }

    /** Changes tensors, by name. */
    public ChangedCase tensors(Consumer<Map<String, Values>> change) {
        change.accept(tensors);
        return this;
    }

    /** Writes the checkpoint. */
    public Path write(Path folder) throws IOException {
        Files.writeString(folder.resolve("config.json"), options.toPrettyString());
        SafetensorsWriter writer = new SafetensorsWriter();
        tensors.forEach((name, tensor) -> writer.add(name, tensor.values(), tensor.shape()));
        writer.write(folder.resolve("model.safetensors"));
        return folder;
    }
}
