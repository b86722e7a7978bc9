// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.evaluate.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.lxt.evaluate.evidence.Digest;

/** Tells checkpoints apart: by their configuration, and by names, sizes, beginnings and ends of their files of weights. */
final class ModelFingerprint {
    private static final int PIECE = 1 << 20;
    private static final List<String> WEIGHTS = List.of(".safetensors", ".bin", ".pt", ".pth", ".gguf");

    private ModelFingerprint() {}

    static String of(Path checkpoint) throws IOException {
        Digest digest = new Digest();
        List<Path> files;
        if (Files.isDirectory(checkpoint)) {
            try (Stream<Path> all = Files.list(checkpoint)) {
                files = all.filter(ModelFingerprint::matters).sorted().toList();
            }
        } else {
            files = List.of(checkpoint);
        }
        for (Path file : files) {
            add(digest, file);
        }
        return digest.toString();
    }

    private static boolean matters(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return Files.isRegularFile(file)
                && (name.equals("config.json")
                        || name.equals("tokenizer.json")
                        || WEIGHTS.stream().anyMatch(name::endsWith));
    }

    private static void add(Digest digest, Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            long size = channel.size();
            digest.add(String.valueOf(file.getFileName())).add(Long.toString(size));
            digest.add(piece(channel, 0)).add(piece(channel, Math.max(0, size - PIECE)));
        }
    }

    private static byte[] piece(FileChannel channel, long from) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(PIECE, channel.size() - from));
        while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) >= 0) {
            // goes on where it was
        }
        return buffer.array();
    }
}
