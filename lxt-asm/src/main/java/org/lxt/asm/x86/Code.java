// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.x86;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Machine code while it is written: bytes, and jumps whose distance is filled in at the end. It may lie anywhere. */
public final class Code {
    private static final int ALIGNMENT = 64;

    /** Does nothing; one byte. */
    private static final byte NOP = (byte) 0x90;

    private byte[] bytes = new byte[1024];
    private int size;
    private final List<Jump> jumps = new ArrayList<>();

    /** Creates an empty one. */
    public Code() {}

    /** A place in the code that jumps go to, set by {@link Code#place}. */
    public static final class Label {
        private int at = -1;

        /** Creates one that is nowhere yet. */
        public Label() {}
    }

    private record Jump(int at, Label to) {}

    /** The position that the next byte gets. */
    public int size() {
        return size;
    }

    void put(int value) {
        if (size == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * size);
        }
        bytes[size++] = (byte) value;
    }

    void putInt(int value) {
        for (int i = 0; i < 32; i += 8) {
            put(value >> i);
        }
    }

    void putDistance(Label to) {
        jumps.add(new Jump(size, to));
        putInt(0);
    }

    /** Lets a label stand for the next instruction. */
    public void place(Label label) {
        if (label.at >= 0) {
            throw new IllegalStateException("a label was placed twice");
        }
        label.at = size;
    }

    /** Places a new label here. */
    public Label here() {
        Label label = new Label();
        place(label);
        return label;
    }

    /** Goes on at the beginning of a line of the cache, filled up to there with instructions that do nothing. */
    public void align() {
        while (size % ALIGNMENT != 0) {
            put(NOP);
        }
    }

    /** A copy of the code, with all jumps filled in. */
    public byte[] toBytes() {
        byte[] done = Arrays.copyOf(bytes, size);
        for (Jump jump : jumps) {
            if (jump.to().at < 0) {
                throw new IllegalStateException("a jump goes to a label that was never placed");
            }
            int distance = jump.to().at - (jump.at() + 4);
            for (int i = 0; i < 4; i++) {
                done[jump.at() + i] = (byte) (distance >> (8 * i));
            }
        }
        return done;
    }
}
