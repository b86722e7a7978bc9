// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint;

import java.nio.file.Files;
import java.nio.file.Path;
import org.lxt.checkpoint.internal.JsonObjects;
import org.lxt.checkpoint.internal.Refusal;
import org.lxt.spi.checkpoint.ModelException;

/**
 * A folder with what the library peft adds to a model. transformers loads the model that {@code adapter_config.json} names,
 * not the weights next to it, and adds the adapter to it.
 */
final class AdapterFolder {
    private static final String FILE = "adapter_config.json";

    private AdapterFolder() {}

    /**
     * Refuses such a folder.
     *
     * @throws ModelException that says what to do with it
     */
    static void refuse(Path folder) {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return;
        }
        String base = JsonObjects.read(file).get("base_model_name_or_path") instanceof String name
                ? " for " + Refusal.quote(name)
                : "";
        throw new ModelException(file + ": the folder holds an adapter" + base
                + ", which LXT does not add to a model; merge them by peft's merge_and_unload and save the result, or remove "
                + FILE + " to explain the weights next to it without the adapter");
    }
}
