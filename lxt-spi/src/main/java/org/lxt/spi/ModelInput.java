// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.lxt.api.Fault;
import org.lxt.spi.checkpoint.ModelException;
import org.lxt.tensor.rows.PackedRows;

/** What a model is run on: one or several sequences of tokens, packed without padding, or images of one size. */
public final class ModelInput {
    /**
     * One sequence of tokens.
     *
     * @param ids token ids
     * @param positions position of each token, as the model's position embedding counts them
     * @param types type of each token: 0, or 1 in the second text of a pair; models without token types pass it over
     * @param first how many tokens of the sequence come before these: more than 0 only where {@link Run#keys} has theirs
     * @param paddedTo how many positions the padded batch has that the sequence is to be computed as one of; 0 for none
     */
    public record TokenSequence(int[] ids, int[] positions, int[] types, int first, int paddedTo) {
        /** Checks that there are as many positions and types as ids. */
        public TokenSequence {
            if (first < 0) {
                throw new IllegalArgumentException("a sequence goes on after " + first + " tokens");
            }
            if (paddedTo < 0) {
                throw new IllegalArgumentException("a batch of " + paddedTo + " positions");
            }
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

        /** A sequence that is in no padded batch. */
        public TokenSequence(int[] ids, int[] positions, int[] types, int first) {
            this(ids, positions, types, first, 0);
        }

        /** A whole sequence. */
        public TokenSequence(int[] ids, int[] positions, int[] types) {
            this(ids, positions, types, 0);
        }

        /** The same sequence as one of a batch that is padded to so many positions. */
        public TokenSequence paddedTo(int positionsOfBatch) {
            return new TokenSequence(ids, positions, types, first, positionsOfBatch);
        }

        /** How many positions the input has, those of its batch counted: the largest position and 1, or more. */
        public int reach() {
            int largest = Arrays.stream(positions).max().orElseThrow();
            return Math.max((int) Math.min(largest + 1L, Integer.MAX_VALUE), paddedTo);
        }

        /** A sequence of tokens of type 0. */
        public TokenSequence(int[] ids, int[] positions) {
            this(ids, positions, new int[ids.length]);
        }

        /** A sequence at positions 0, 1, 2, ... */
        public static TokenSequence of(int... ids) {
            return continuing(0, ids);
        }

        /**
         * The next tokens of a sequence, at positions {@code first}, {@code first + 1}, ...
         *
         * @param first how many tokens were read before
         */
        public static TokenSequence continuing(int first, int... ids) {
            int[] positions = IntStream.range(first, first + ids.length).toArray();
            return new TokenSequence(ids, positions, new int[ids.length], first);
        }
    }

    /**
     * One image, each of whose pixels is normalised as the model was trained on.
     *
     * @param channels channels of a pixel
     * @param height rows of pixels
     * @param width pixels of a row
     * @param values {@code [channels, height, width]}
     */
    public record Image(int channels, int height, int width, double[] values) {
        /** Checks that there are as many values as the extents say. */
        public Image {
            if (channels < 1 || height < 1 || width < 1) {
                throw new IllegalArgumentException(
                        "an image of " + channels + " channels, " + height + " rows and " + width + " columns");
            }
            if ((long) channels * height * width != values.length) {
                throw new IllegalArgumentException("an image of " + channels + " x " + height + " x " + width
                        + " pixels with " + values.length + " values");
            }
        }

        /** Whether another image has the same extents. */
        public boolean isLike(Image other) {
            return channels == other.channels && height == other.height && width == other.width;
        }
    }

    private final List<TokenSequence> sequences;
    private final List<Image> images;

    private ModelInput(List<TokenSequence> sequences, List<Image> images) {
        this.sequences = List.copyOf(sequences);
        this.images = List.copyOf(images);
    }

    /** Sequences of tokens. */
    public static ModelInput tokens(List<TokenSequence> sequences) {
        if (sequences.isEmpty()) {
            throw new IllegalArgumentException("an input needs at least one sequence");
        }
        return new ModelInput(sequences, List.of());
    }

    /**
     * Images, all of one size.
     *
     * @throws ModelException if they have more values together than one tensor can
     */
    public static ModelInput images(List<Image> images) {
        if (images.isEmpty()) {
            throw new IllegalArgumentException("an input needs at least one image");
        }
        if (!images.stream().allMatch(images.getFirst()::isLike)) {
            throw new IllegalArgumentException("images of one input must have the same channels, height and width");
        }
        if ((long) images.size() * images.getFirst().values().length > Integer.MAX_VALUE) {
            throw new ModelException(
                    Fault.CALLER,
                    images.size() + " images of " + images.getFirst().values().length
                            + " values are too many for one pass; explain them in several calls");
        }
        return new ModelInput(List.of(), images);
    }

    /**
     * The sequences of tokens.
     *
     * @throws ModelException if the input is made of images
     */
    public List<TokenSequence> sequences() {
        if (sequences.isEmpty()) {
            throw new ModelException(Fault.CALLER, "the model reads tokens, but was given images");
        }
        return sequences;
    }

    /**
     * The images.
     *
     * @throws ModelException if the input is made of tokens
     */
    public List<Image> images() {
        if (images.isEmpty()) {
            throw new ModelException(Fault.CALLER, "the model reads images, but was given tokens");
        }
        return images;
    }

    /** The values of all images, {@code [images, channels height width]} row by row. */
    public double[] pixels() {
        int size = images().getFirst().values().length;
        double[] all = new double[Math.multiplyExact(images.size(), size)];
        for (int i = 0; i < images.size(); i++) {
            System.arraycopy(images.get(i).values(), 0, all, i * size, size);
        }
        return all;
    }

    /** How the tokens are packed. */
    public PackedRows rows() {
        List<TokenSequence> all = sequences();
        return PackedRows.ofRuns(IntStream.range(0, all.size())
                .mapToObj(i ->
                        new PackedRows.Run(i, all.get(i).first(), all.get(i).ids().length))
                .toList());
    }

    /** Ids of all tokens, packed. */
    public int[] ids() {
        return sequences().stream()
                .flatMapToInt(s -> java.util.Arrays.stream(s.ids()))
                .toArray();
    }

    /** Positions of all tokens, packed. */
    public int[] positions() {
        return sequences().stream()
                .flatMapToInt(s -> java.util.Arrays.stream(s.positions()))
                .toArray();
    }

    /** Types of all tokens, packed. */
    public int[] types() {
        return sequences().stream()
                .flatMapToInt(s -> java.util.Arrays.stream(s.types()))
                .toArray();
    }
}
