// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.post;

import java.util.Arrays;

/**
 * Tokens on their way through the post-processors: one sequence of the caller's, or the special tokens between two.
 * Offsets are in code points of the caller's text.
 */
public final class Segment {

    /** In the place of a sequence: the tokens are special ones that were added. */
    public static final int NO_SEQUENCE = -1;

    private int[] ids;
    private String[] tokens;
    private int[] starts;
    private int[] ends;
    private int size;
    private int typeId;
    private final int sequence;

    /**
     * Creates an empty segment.
     *
     * @param capacity how many tokens to expect
     * @param typeId the type id of its tokens
     * @param sequence which of the caller's sequences it is, 0 or 1; {@link #NO_SEQUENCE} for special tokens
     */
    public Segment(int capacity, int typeId, int sequence) {
        ids = new int[capacity];
        tokens = new String[capacity];
        starts = new int[capacity];
        ends = new int[capacity];
        this.typeId = typeId;
        this.sequence = sequence;
    }

    public void add(int id, String token, int start, int end) {
        if (size == ids.length) {
            int capacity = 2 * size + 8;
            ids = Arrays.copyOf(ids, capacity);
            tokens = Arrays.copyOf(tokens, capacity);
            starts = Arrays.copyOf(starts, capacity);
            ends = Arrays.copyOf(ends, capacity);
        }
        ids[size] = id;
        tokens[size] = token;
        starts[size] = start;
        ends[size] = end;
        size++;
    }

    public int size() {
        return size;
    }

    public int id(int index) {
        return ids[index];
    }

    public String token(int index) {
        return tokens[index];
    }

    public int start(int index) {
        return starts[index];
    }

    public int end(int index) {
        return ends[index];
    }

    void setOffsets(int index, int start, int end) {
        starts[index] = start;
        ends[index] = end;
    }

    /** Leaves the tokens from {@code start} to {@code end}, exclusive. */
    public void keep(int start, int end) {
        ids = Arrays.copyOfRange(ids, start, end);
        tokens = Arrays.copyOfRange(tokens, start, end);
        starts = Arrays.copyOfRange(starts, start, end);
        ends = Arrays.copyOfRange(ends, start, end);
        size = end - start;
    }

    public int typeId() {
        return typeId;
    }

    void setTypeId(int typeId) {
        this.typeId = typeId;
    }

    public int sequence() {
        return sequence;
    }
}
