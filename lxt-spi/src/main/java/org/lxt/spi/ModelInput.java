package org.lxt.spi;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lxt.tensor.PackedRows;

/** What a model is run on: one or several sequences of tokens, packed without padding. */
public final class ModelInput {
    /**
     * One sequence of tokens.
     *
     * @param ids token ids
     * @param positions position of each token, as the model's position embedding counts them
     * @param types type of each token: 0, or 1 in the second text of a pair; models without token types pass it over
     */
    public record TokenSequence(int[] ids, int[] positions, int[] types) {
        /** Checks that there are as many positions and types as ids. */
        public TokenSequence {
            if (ids.length == 0) {
                throw new IllegalArgumentException("a sequence needs at least one token");
            }
            if (ids.length != positions.length) {
                throw new IllegalArgumentException(ids.length + " tokens with " + positions.length + " positions");
            }
            if (ids.length != types.length) {
                throw new IllegalArgumentException(ids.length + " tokens with " + types.length + " types");
            }
        }

        /** A sequence of tokens of type 0. */
        public TokenSequence(int[] ids, int[] positions) {
            this(ids, positions, new int[ids.length]);
        }

        /** A sequence at positions 0, 1, 2, ... */
        public static TokenSequence of(int... ids) {
            int[] positions = new int[ids.length];
            for (int i = 0; i < ids.length; i++) {
                positions[i] = i;
            }
            return new TokenSequence(ids, positions);
        }
    }

    private final List<TokenSequence> sequences;
    private final double @Nullable [] embeddings;

    private ModelInput(List<TokenSequence> sequences, double @Nullable [] embeddings) {
        this.sequences = List.copyOf(sequences);
        this.embeddings = embeddings;
    }

    /** Sequences of tokens. */
    public static ModelInput tokens(List<TokenSequence> sequences) {
        if (sequences.isEmpty()) {
            throw new IllegalArgumentException("an input needs at least one sequence");
        }
        return new ModelInput(sequences, null);
    }

    /**
     * The same sequences, with these embeddings instead of those that the model would look up: {@code [all tokens, hidden
     * size]}, row by row.
     */
    public ModelInput withEmbeddings(double[] rows) {
        return new ModelInput(sequences, rows);
    }

    /** The sequences. */
    public List<TokenSequence> sequences() {
        return sequences;
    }

    /** Embeddings given by the caller, if any. */
    public Optional<double[]> embeddings() {
        return Optional.ofNullable(embeddings);
    }

    /** How the tokens are packed. */
    public PackedRows rows() {
        return PackedRows.ofLengths(
                sequences.stream().mapToInt(s -> s.ids().length).toArray());
    }

    /** Ids of all tokens, packed. */
    public int[] ids() {
        return sequences.stream()
                .flatMapToInt(s -> java.util.Arrays.stream(s.ids()))
                .toArray();
    }

    /** Positions of all tokens, packed. */
    public int[] positions() {
        return sequences.stream()
                .flatMapToInt(s -> java.util.Arrays.stream(s.positions()))
                .toArray();
    }

    /** Types of all tokens, packed. */
    public int[] types() {
        return sequences.stream()
                .flatMapToInt(s -> java.util.Arrays.stream(s.types()))
                .toArray();
    }
}
