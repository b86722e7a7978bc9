// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi;

import static org.lxt.tensor.ops.Operations.concat;
import static org.lxt.tensor.ops.Operations.gatherRows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lxt.tensor.KeptRows;
import org.lxt.tensor.Scope;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.kernel.Band;
import org.lxt.tensor.rows.PackedRows;

/**
 * Keys and values of the tokens of one sequence that a model has read, so that it need not read them again when the sequence
 * goes on. Each attention keeps its own; one with a window keeps no more than a later token can see. A model whose
 * attentions all {@link #extend} it can continue a sequence token by token.
 *
 * <p>Several sequences can go on from what one has read, each from a place of its own: {@link #branches}.
 *
 * <p>For forward passes alone: what is kept is a constant. For one thread at a time.
 */
public final class KeptKeys implements AutoCloseable {
    /** Rows that no token will see any more are given up when there are this many of them, for each costs a move. */
    private static final int FEWEST_GIVEN_UP = 64;

    /**
     * What a token may attend to.
     *
     * @param keys {@code [rows, keyValueHeads * headSize]}
     * @param values of the shape of the keys
     * @param rows how they are packed
     */
    public record Seen(Tensor keys, Tensor values, PackedRows rows) {}

    private static final class OfAttention {
        private final KeptRows keys;
        private final KeptRows values;
        private int first;

        OfAttention(Tensor keys, Tensor values) {
            this.keys = new KeptRows(keys);
            this.values = new KeptRows(values);
        }

        /** Position of the next token. */
        int end() {
            return first + keys.size();
        }

        void dropOutside(int window, int next) {
            int unseen = Math.max(0, next - window + 1) - first;
            if (window != Band.UNLIMITED && unseen >= Math.min(window, FEWEST_GIVEN_UP)) {
                keys.dropFirst(unseen);
                values.dropFirst(unseen);
                first += unseen;
            }
        }

        void close() {
            keys.close();
            values.close();
        }
    }

    private final Map<Site, OfAttention> attentions = new HashMap<>();
    /** Where the sequences come from that are read here; null if one is read from its beginning. */
    private final @Nullable KeptKeys trunk;

    /** Keeps nothing yet. */
    public KeptKeys() {
        this(null);
    }

    private KeptKeys(@Nullable KeptKeys trunk) {
        this.trunk = trunk;
    }

    /**
     * For one pass over sequences that go on from what is kept here, which they leave as it is: those of a sequence that begins at
     * position p are the first p tokens. No window may have given any of them up, so all must have been read in one pass.
     */
    public KeptKeys branches() {
        return new KeptKeys(this);
    }

    /** How many attentions keep keys here. */
    public int attentions() {
        return attentions.size();
    }

    /**
     * Adds the keys and values of the tokens that are read now, and gives all that they may attend to.
     *
     * @param at site of the attention, which tells it from others
     * @param keys as they go into the attention, rotated; {@code [rows, keyValueHeads * headSize]}
     * @param values of the shape of the keys
     * @param rows how they are packed: the next positions of the one sequence
     * @param window how many positions a position sees, itself counted; {@link Band#UNLIMITED} for all
     */
    public Seen extend(Site at, Tensor keys, Tensor values, PackedRows rows, int window) {
        if (keys.isWatched() || values.isWatched()) {
            throw new IllegalStateException(
                    "keys are kept in forward passes alone; explain the whole sequence without them");
        }
        if (trunk != null) {
            return trunk.branch(at, keys, values, rows);
        }
        OfAttention kept = attentions.computeIfAbsent(at, _ -> new OfAttention(keys, values));
        int next = kept.end();
        if (rows.runs().size() != 1 || rows.runs().getFirst().firstPosition() != next) {
            throw new IllegalArgumentException(
                    "keys of position " + next + " on are to be added, but got those of " + rows);
        }
        kept.dropOutside(window, next);
        kept.keys.append(keys);
        kept.values.append(values);
        Scope scope = keys.scope();
        PackedRows.Run all = new PackedRows.Run(rows.runs().getFirst().sequence(), kept.first, kept.keys.size());
        return new Seen(kept.keys.in(scope), kept.values.in(scope), PackedRows.ofRuns(List.of(all)));
    }

    /** The keys of each sequence of a pack, after those that it goes on from. */
    private Seen branch(Site at, Tensor keys, Tensor values, PackedRows rows) {
        OfAttention kept = attentions.get(at);
        if (kept == null || kept.first > 0) {
            throw new IllegalStateException(
                    "the first keys of " + at + " are not kept, so no sequence can go on from them");
        }
        int[] joined = new int
                [rows.runs().stream()
                        .mapToInt(run -> run.firstPosition() + run.count())
                        .sum()];
        List<PackedRows.Run> whole = new ArrayList<>();
        int to = 0;
        int own = kept.keys.size();
        for (PackedRows.Run run : rows.runs()) {
            if (run.firstPosition() > kept.keys.size()) {
                throw new IllegalArgumentException("a sequence cannot go on at position " + run.firstPosition()
                        + ", for " + kept.keys.size() + " tokens were read");
            }
            for (int i = 0; i < run.firstPosition(); i++) {
                joined[to++] = i;
            }
            for (int i = 0; i < run.count(); i++) {
                joined[to++] = own++;
            }
            whole.add(new PackedRows.Run(run.sequence(), 0, run.firstPosition() + run.count()));
        }
        Scope scope = keys.scope();
        return new Seen(
                gatherRows(concat(0, kept.keys.in(scope), keys), joined),
                gatherRows(concat(0, kept.values.in(scope), values), joined),
                PackedRows.ofRuns(whole));
    }

    /** Gives the memory back. */
    @Override
    public void close() {
        attentions.values().forEach(OfAttention::close);
        attentions.clear();
    }
}
