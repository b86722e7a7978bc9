package org.lxt.models.llama;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.lxt.checkpoint.SafetensorsFile;
import org.lxt.checkpoint.SafetensorsWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The checkpoint of a reference case with changed options and tensors, written to another folder. */
final class ChangedCase {
    /** A tensor in memory. */
    record Values(long[] shape, float[] values) {
        Values times(float factor) {
            float[] scaled = values.clone();
            for (int i = 0; i < scaled.length; i++) {
                scaled[i] *= factor;
            }
            return new Values(shape, scaled);
        }
    }

    private static final Path CASES = Path.of(System.getProperty("lxt.root"), "oracle", "cases");

    private final Path source;
    private final ObjectNode options;
    private final Map<String, Values> tensors = new TreeMap<>();

    ChangedCase(String name) throws IOException {
        source = CASES.resolve(name);
        options = (ObjectNode) JsonMapper.shared().readTree(Files.readString(source.resolve("config.json")));
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

    Path original() {
        return source;
    }

    ChangedCase options(Consumer<ObjectNode> change) {
        change.accept(options);
        return this;
    }

    /** Sets an option to a JSON text. */
    ChangedCase option(String name, String json) {
        options.set(name, JsonMapper.shared().readTree(json));
        return this;
    }

    ChangedCase tensors(Consumer<Map<String, Values>> change) {
        change.accept(tensors);
        return this;
    }

    Path write(Path folder) throws IOException {
        Files.writeString(folder.resolve("config.json"), options.toPrettyString());
        SafetensorsWriter writer = new SafetensorsWriter();
        tensors.forEach((name, tensor) -> writer.add(name, tensor.values(), tensor.shape()));
        writer.write(folder.resolve("model.safetensors"));
        return folder;
    }
}
