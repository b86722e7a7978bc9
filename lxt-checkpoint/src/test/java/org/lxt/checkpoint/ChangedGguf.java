// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A GGUF file with other metadata. */
final class ChangedGguf {
    private static final int HEADER = 24;
    private static final int COUNT_AT = 16;
    private static final int ALIGNMENT = 32;
    private static final int UINT32 = 4;
    private static final int FLOAT32 = 6;
    private static final int BOOL = 7;
    private static final int STRING = 8;
    private static final int ARRAY = 9;

    private final byte[] source;
    private final ByteArrayOutputStream added = new ByteArrayOutputStream();
    private int count;

    ChangedGguf(Path file) throws IOException {
        source = Files.readAllBytes(file);
    }

    /** Without a key: it gets another name, which means nothing. */
    ChangedGguf without(String key) {
        return renamed(key, "-" + key.substring(1));
    }

    /** With another name, of the same length, for the first that is called so. */
    ChangedGguf renamed(String name, String other) {
        byte[] from = name.getBytes(StandardCharsets.UTF_8);
        byte[] to = other.getBytes(StandardCharsets.UTF_8);
        int at = 0;
        while (!Arrays.equals(source, at, at + from.length, from, 0, from.length)) {
            at++;
        }
        System.arraycopy(to, 0, source, at, from.length);
        return this;
    }

    /** With a key more: an Integer, a Float, a String or an array of boolean. */
    ChangedGguf with(String key, Object value) {
        string(key);
        switch (value) {
            case Integer number -> put(8, b -> b.putInt(UINT32).putInt(number));
            case Float number -> put(8, b -> b.putInt(FLOAT32).putFloat(number));
            case String text -> {
                put(4, b -> b.putInt(STRING));
                string(text);
            }
            case boolean[] flags -> {
                put(16, b -> b.putInt(ARRAY).putInt(BOOL).putLong(flags.length));
                for (boolean flag : flags) {
                    added.write(flag ? 1 : 0);
                }
            }
            default -> throw new IllegalArgumentException(value.toString());
        }
        count++;
        return this;
    }

    /** Instead of what the key has. */
    ChangedGguf changed(String key, Object value) {
        return without(key).with(key, value);
    }

    Path write(Path file) throws IOException {
        string("padding"); // tensors begin where a multiple of the alignment is
        put(4, b -> b.putInt(STRING));
        int missing = ALIGNMENT - (added.size() + Long.BYTES) % ALIGNMENT;
        string(" ".repeat(missing));
        ByteBuffer.wrap(source)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(
                        COUNT_AT,
                        ByteBuffer.wrap(source).order(ByteOrder.LITTLE_ENDIAN).getLong(COUNT_AT) + count + 1);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(source, 0, HEADER);
        all.writeBytes(added.toByteArray());
        all.write(source, HEADER, source.length - HEADER);
        return Files.write(file, all.toByteArray());
    }

    private void string(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        put(Long.BYTES, b -> b.putLong(bytes.length));
        added.writeBytes(bytes);
    }

    private void put(int size, java.util.function.Consumer<ByteBuffer> values) {
        ByteBuffer bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        values.accept(bytes);
        added.writeBytes(bytes.array());
    }
}
