package org.lxt.tokenizers;

import java.util.Arrays;

/**
 * Tokens on their way through the post-processors: one sequence of the caller's, or the special tokens between two.
 * Offsets are in code points of the caller's text.
 */
final class Segment {

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
     * @param sequence which of the caller's sequences it is, 0 or 1; {@link Encoding#NO_SEQUENCE} for special tokens
     */
    Segment(int capacity, int typeId, int sequence) {
        ids = new int[capacity];
        tokens = new String[capacity];
        starts = new int[capacity];
        ends = new int[capacity];
        this.typeId = typeId;
        this.sequence = sequence;
    }

    void add(int id, String token, int start, int end) {
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

    int size() {
        return size;
    }

    int id(int index) {
        return ids[index];
    }

    String token(int index) {
        return tokens[index];
    }

    int start(int index) {
        return starts[index];
    }

    int end(int index) {
        return ends[index];
    }

    void setOffsets(int index, int start, int end) {
        starts[index] = start;
        ends[index] = end;
    }

    /** Leaves the tokens from {@code start} to {@code end}, exclusive. */
    void keep(int start, int end) {
        ids = Arrays.copyOfRange(ids, start, end);
        tokens = Arrays.copyOfRange(tokens, start, end);
        starts = Arrays.copyOfRange(starts, start, end);
        ends = Arrays.copyOfRange(ends, start, end);
        size = end - start;
    }

    int typeId() {
        return typeId;
    }

    void setTypeId(int typeId) {
        this.typeId = typeId;
    }

    int sequence() {
        return sequence;
    }
}
