// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint.torch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lxt.checkpoint.torch.PickleValue.Dictionary;
import org.lxt.checkpoint.torch.PickleValue.View;
import org.lxt.spi.checkpoint.ModelException;

/**
 * The tensors of a saved value by name: those of the dictionary itself, or of the one that a training script wrapped with
 * other things, under the names and in the order that timm looks for it. The prefix that {@code DataParallel} gives to all
 * names goes, too.
 */
final class StateDict {
    private static final List<String> WRAPPERS = List.of("state_dict", "model_state", "model");
    private static final String PARALLEL = "module.";
    private static final int MOST_NESTING = 4;

    private StateDict() {}

    /**
     * Finds the tensors.
     *
     * @throws ModelException if there are none
     */
    static Map<String, View> of(String file, Object saved) {
        @Nullable Object value = saved;
        for (int depth = 0; depth < MOST_NESTING && value instanceof Dictionary dictionary; depth++) {
            Map<String, View> tensors = tensors(dictionary);
            if (!tensors.isEmpty()) {
                return withoutPrefix(tensors);
            }
            value = wrapped(dictionary);
        }
        throw new ModelException(file + ": holds no state dict: a dictionary of tensors by name, or one under "
                + String.join(", ", WRAPPERS) + "; save the model's state_dict() with torch.save");
    }

    private static Map<String, View> tensors(Dictionary dictionary) {
        Map<String, View> tensors = new LinkedHashMap<>();
        dictionary.entries.forEach((key, value) -> {
            if (key instanceof String name && value instanceof View view) {
                tensors.put(name, view);
            }
        });
        return tensors;
    }

    private static @Nullable Object wrapped(Dictionary dictionary) {
        for (String name : WRAPPERS) {
            if (dictionary.entries.get(name) instanceof Dictionary inner) {
                return inner;
            }
        }
        return null;
    }

    private static Map<String, View> withoutPrefix(Map<String, View> tensors) {
        if (!tensors.keySet().stream().allMatch(name -> name.startsWith(PARALLEL))) {
            return tensors;
        }
        Map<String, View> shorter = new LinkedHashMap<>();
        tensors.forEach((name, view) -> shorter.put(name.substring(PARALLEL.length()), view));
        return shorter;
    }
}
