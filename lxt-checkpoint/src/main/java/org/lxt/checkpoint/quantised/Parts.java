// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint.quantised;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The tensors of a checkpoint, of which those that belong to quantised matrices are taken. */
final class Parts {
    private final Map<String, StoredTensor> all;
    private final Set<String> taken = new HashSet<>();

    Parts(Map<String, StoredTensor> all) {
        this.all = all;
    }

    /** Names with an ending, without it. */
    List<String> modules(String ending) {
        return all.keySet().stream()
                .filter(name -> name.endsWith(ending))
                .map(name -> name.substring(0, name.length() - ending.length()))
                .toList();
    }

    /** A tensor that is there. */
    StoredTensor take(String name) {
        taken.add(name);
        return Objects.requireNonNull(all.get(name));
    }

    /** A tensor that another one cannot do without. */
    StoredTensor take(String name, StoredTensor of) {
        return takeIfThere(name).orElseThrow(() -> of.refuse("has no '" + name + "' with it"));
    }

    Optional<StoredTensor> takeIfThere(String name) {
        StoredTensor found = all.get(name);
        if (found != null) {
            taken.add(name);
        }
        return Optional.ofNullable(found);
    }

    /** The type of a tensor that may be there, without taking it. */
    Optional<StoredTensor> look(String name) {
        return Optional.ofNullable(all.get(name));
    }

    Set<String> taken() {
        return taken;
    }
}
