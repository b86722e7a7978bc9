// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.pack;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lxt.tensor.vector.tile.Tiles;

/**
 * How much memory packed weights may take. Packed panels are kept from a weight's second product on, since one that is used
 * once would keep them for nothing. The first weights that ask for memory get it.
 */
public final class PackMemory {
    private final Tiles tiles;
    private final long bound;

    /** Those that have taken part in a product and are not freed. */
    private final Set<Packing> seen = new HashSet<>();

    /** So many bytes, for panels of these tiles. */
    public PackMemory(Tiles tiles, long bound) {
        this.tiles = tiles;
        this.bound = bound;
    }

    private synchronized @Nullable KeptPanels panels(Packing packing) {
        if (packing.panels == null && packing.bytes <= bound && !seen.add(packing) && hasRoomFor(packing)) {
            packing.panels = new KeptPanels(tiles, packing.inner, packing.columns);
        }
        return packing.panels;
    }

    private synchronized void giveBack(Packing packing) {
        packing.panels = null;
        seen.remove(packing);
    }

    private boolean hasRoomFor(Packing packing) {
        long taken = seen.stream()
                .filter(p -> p.panels != null)
                .mapToLong(p -> p.bytes)
                .sum();
        return taken + packing.bytes <= bound;
    }

    /** Takes everything back. No product may be under way or come after. */
    public synchronized void close() {
        seen.forEach(p -> p.panels = null);
        seen.clear();
    }

    /** One way in which a weight takes part in products, as right operand. */
    static final class Packing {
        private final PackMemory memory;
        private final int inner;
        private final int columns;
        private final long bytes;
        private @Nullable KeptPanels panels;

        Packing(PackMemory memory, int inner, int columns) {
            this.memory = memory;
            this.inner = inner;
            this.columns = columns;
            this.bytes = KeptPanels.bytes(memory.tiles, inner, columns);
        }

        /** Where the next product finds and puts panels, or null if it is to pack for itself. */
        @Nullable
        KeptPanels next() {
            return memory.panels(this);
        }

        /** Makes room for others. No product may be under way or come after. */
        void free() {
            memory.giveBack(this);
        }
    }
}
