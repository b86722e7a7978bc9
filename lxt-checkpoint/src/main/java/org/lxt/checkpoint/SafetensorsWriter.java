// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.lxt.checkpoint.stored.StoredType;
import org.lxt.json.JsonText;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Collects named tensors and writes them as a <a href="https://github.com/huggingface/safetensors#format">safetensors
 * file</a>. The same tensors and metadata give the same bytes, whatever the order they were added in: first I64, then
 * F32, each by name, so that every tensor is aligned to its elements. For one thread.
 */
public final class SafetensorsWriter {
    private static final int CHUNK = 1 << 16;

    private final Map<String, Block> integers = new TreeMap<>();
    private final Map<String, Block> numbers = new TreeMap<>();
    private final Map<String, String> metadata = new TreeMap<>();

    /** An empty file. */
    public SafetensorsWriter() {}

    /** Element {@code i} into the buffer. */
    private interface Elements {
        void put(ByteBuffer buffer, int i);
    }

    private record Block(StoredType type, long[] shape, int size, Elements elements) {
        long bytes() {
            return type.bytes(shape).orElseThrow();
        }
    }

    /**
     * Adds a float32 tensor.
     *
     * @param values its elements, row by row; not copied, so leave them until the file is written
     * @param shape its sizes, outermost first; none for a scalar
     * @return this
     * @throws IllegalArgumentException if the name is taken or reserved, or the shape is not that of the values
     */
    public SafetensorsWriter add(String name, float[] values, long... shape) {
        check(name, values.length, shape);
        numbers.put(
                name,
                new Block(StoredType.F32, shape.clone(), values.length, (buffer, i) -> buffer.putFloat(values[i])));
        return this;
    }

    /**
     * Adds an int64 tensor.
     *
     * @param values its elements, row by row; not copied, so leave them until the file is written
     * @param shape its sizes, outermost first; none for a scalar
     * @return this
     * @throws IllegalArgumentException if the name is taken or reserved, or the shape is not that of the values
     */
    public SafetensorsWriter add(String name, long[] values, long... shape) {
        check(name, values.length, shape);
        integers.put(
                name,
                new Block(StoredType.I64, shape.clone(), values.length, (buffer, i) -> buffer.putLong(values[i])));
        return this;
    }

    /**
     * Adds a string to the header's {@code __metadata__}, in place of an earlier one of that name.
     *
     * @return this
     */
    public SafetensorsWriter metadata(String name, String value) {
        metadata.put(name, Objects.requireNonNull(value, "value"));
        return this;
    }

    private void check(String name, int size, long... shape) {
        if (name.equals("__metadata__") || integers.containsKey(name) || numbers.containsKey(name)) {
            throw new IllegalArgumentException("the name '" + name + "' is taken");
        }
        // Sized as bytes: the same overflow check as for tensors read.
        if (Arrays.stream(shape).anyMatch(dimension -> dimension < 0)
                || StoredType.U8.bytes(shape).orElse(-1) != size) {
            throw new IllegalArgumentException(
                    "tensor '" + name + "' has " + size + " values, but shape " + Arrays.toString(shape));
        }
    }

    /**
     * Writes the file. It appears under its name complete or not at all, in place of one that was there.
     *
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        Path target = file.toAbsolutePath();
        // Not createTempFile, which would leave a file that only its owner can read.
        Path part = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            try (FileChannel channel =
                    FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                writeFully(channel, ByteBuffer.wrap(header()));
                ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
                writeData(channel, chunk, integers.values());
                writeData(channel, chunk, numbers.values());
                channel.force(true);
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** The length and the header, padded so that the data starts at a multiple of 8 bytes. */
    private byte[] header() {
        ObjectNode root = JsonText.object();
        if (!metadata.isEmpty()) {
            ObjectNode strings = root.putObject("__metadata__");
            metadata.forEach(strings::put);
        }
        long end = describe(root, integers, 0);
        describe(root, numbers, end);
        byte[] json = JsonText.line(root).getBytes(StandardCharsets.UTF_8);
        int padding = -json.length & 7;
        ByteBuffer header =
                ByteBuffer.allocate(Long.BYTES + json.length + padding).order(ByteOrder.LITTLE_ENDIAN);
        header.putLong(json.length + padding).put(json);
        while (header.hasRemaining()) {
            header.put((byte) ' ');
        }
        return header.array();
    }

    private static long describe(ObjectNode root, Map<String, Block> blocks, long start) {
        long begin = start;
        for (Map.Entry<String, Block> named : blocks.entrySet()) {
            Block block = named.getValue();
            long end = begin + block.bytes();
            ObjectNode tensor = root.putObject(named.getKey());
            tensor.put("dtype", block.type().name());
            ArrayNode shape = tensor.putArray("shape");
            Arrays.stream(block.shape()).forEach(shape::add);
            tensor.putArray("data_offsets").add(begin).add(end);
            begin = end;
        }
        return begin;
    }

    private static void writeData(FileChannel channel, ByteBuffer chunk, Collection<Block> blocks) throws IOException {
        for (Block block : blocks) {
            for (int i = 0; i < block.size(); i++) {
                block.elements().put(chunk, i);
                if (!chunk.hasRemaining() || i == block.size() - 1) {
                    writeFully(channel, chunk.flip());
                    chunk.clear();
                }
            }
        }
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
