// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lxt.spi.checkpoint.ModelException;

/** An adapter of the library peft, with or without the weights of a model next to it. */
class AdapterFolderTest {
    private static final String SAID =
            ": the folder holds an adapter for 'org/base', which LXT does not add to a model;"
                    + " merge them by peft's merge_and_unload and save the result, or remove adapter_config.json to explain the"
                    + " weights next to it without the adapter";

    @TempDir
    Path folder;

    @BeforeEach
    void adapter() throws IOException {
        Files.writeString(
                folder.resolve("adapter_config.json"),
                "{\"peft_type\": \"LORA\", \"base_model_name_or_path\": \"org/base\", \"r\": 8}");
    }

    @Test
    void besideWholeWeightsItIsRefused() throws IOException {
        Files.writeString(folder.resolve("config.json"), "{}");
        new SafetensorsWriter().add("a", new float[1], 1).write(folder.resolve("model.safetensors"));
        assertThatThrownBy(() -> Checkpoint.open(folder).close())
                .isInstanceOf(ModelException.class)
                .hasMessage(folder.resolve("adapter_config.json") + SAID);
        // Who names the file of weights means these.
        try (Checkpoint weights = Checkpoint.open(folder.resolve("model.safetensors"))) {
            assertThat(weights.names()).containsExactly("a");
        }
    }

    @Test
    void aloneItIsRefusedAsWhatItIs() {
        assertThatThrownBy(() -> Checkpoint.open(folder).close())
                .isInstanceOf(ModelException.class)
                .hasMessage(folder.resolve("adapter_config.json") + SAID);
    }
}
