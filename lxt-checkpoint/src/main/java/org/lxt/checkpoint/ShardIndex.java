// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lxt.checkpoint.internal.JsonObjects;
import org.lxt.checkpoint.internal.Refusal;
import org.lxt.spi.checkpoint.ModelException;

/**
 * Which shard holds which tensor: {@code model.safetensors.index.json} or {@code pytorch_model.bin.index.json}, as Hugging
 * Face's libraries write it.
 */
final class ShardIndex {
    private ShardIndex() {}

    /**
     * File names by tensor name, each a plain name in the folder of the index.
     *
     * @param ending how the names of shards end
     * @throws ModelException if the file is not such an index or a name leads out of its folder
     */
    static Map<String, String> read(Path file, String ending) {
        if (!(JsonObjects.read(file).get("weight_map") instanceof Map<?, ?> map) || map.isEmpty()) {
            throw Refusal.damaged(file.toString(), "'weight_map' is not an object that names the shards of tensors");
        }
        Map<String, String> shards = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            String tensor = (String) key;
            if (!(value instanceof String shard)) {
                throw Refusal.damaged(
                        file.toString(),
                        "'weight_map' gives tensor " + Refusal.quote(tensor) + " something other than a file name");
            }
            if (!isPlain(shard, ending)) {
                throw new ModelException(file + ": 'weight_map' gives tensor " + Refusal.quote(tensor) + " the file "
                        + Refusal.quote(shard)
                        + ", but only *" + ending + " files of the same folder are read; correct the index");
            }
            shards.put(tensor, shard);
        });
        return shards;
    }

    // An index must not make us open files elsewhere: no separator of any system, no drive, no parent.
    private static boolean isPlain(String shard, String ending) {
        return shard.endsWith(ending)
                && !shard.contains("..")
                && shard.chars().noneMatch(c -> c == '/' || c == '\\' || c == ':' || Character.isISOControl(c));
    }
}
