// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.hub;

import java.nio.file.Path;
import java.util.Collection;
import java.util.TreeSet;
import org.lxt.hub.error.HubException;
import org.lxt.json.Dialect;
import org.lxt.json.JsonReader;
import tools.jackson.databind.JsonNode;

/** The files that an index of weights names. */
final class ShardNames {
    private static final long MOST_BYTES = 64_000_000;

    private static final JsonReader INDEXES = JsonReader.of(
            Dialect.PYTHON,
            MOST_BYTES,
            (file, problem) -> HubException.ofSetup(file + ": " + problem.what() + "; the model itself is damaged"));

    private ShardNames() {}

    static Collection<String> of(Path index) {
        Collection<String> names = new TreeSet<>();
        for (JsonNode shard : INDEXES.tree(index).path("weight_map")) {
            if (shard.isString()) {
                names.add(shard.stringValue());
            }
        }
        return names;
    }
}
