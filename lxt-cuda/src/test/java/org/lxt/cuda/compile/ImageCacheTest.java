// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageCacheTest {
    @TempDir
    private Path folder;

    private final AtomicInteger made = new AtomicInteger();

    private byte[] get(String... key) {
        return get(new ImageCache(folder.resolve("kernels")), key);
    }

    private byte[] get(ImageCache cache, String... key) {
        return cache.get(List.of(key), () -> new byte[] {1, 2, (byte) made.incrementAndGet()});
    }

    private Path only() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("kernels"))) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            return all.getFirst();
        }
    }

    @Test
    void whatWasMadeIsKeptForItsKeyAlone() throws IOException {
        assertThat(get("a", "b")).containsExactly(1, 2, 1);
        assertThat(get("a", "b")).containsExactly(1, 2, 1);
        only();
        assertThat(get("ab", "")).containsExactly(1, 2, 2);
        assertThat(get("", "ab")).containsExactly(1, 2, 3);
        assertThat(get("a", "b")).containsExactly(1, 2, 1);
    }

    @Test
    void aFileThatWasCutOffOrChangedIsMadeAnew() throws IOException {
        get("a");
        byte[] all = Files.readAllBytes(only());
        for (int length = 0; length < all.length; length++) {
            Files.write(only(), Arrays.copyOf(all, length));
            int before = made.get();
            get("a");
            assertThat(made.get()).as("after %d bytes", length).isEqualTo(before + 1);
        }
        all[all.length - 1] ^= 1;
        Files.write(only(), all);
        int before = made.get();
        get("a");
        get("a");
        assertThat(made.get()).isEqualTo(before + 1);
    }

    @Test
    void aFolderThatCannotBeWrittenToCostsNothingButTime() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        ImageCache cache = new ImageCache(file.resolve("below"));
        assertThat(get(cache, "a")).containsExactly(1, 2, 1);
        assertThat(get(cache, "a")).containsExactly(1, 2, 2);
        assertThat(get(new ImageCache(null), "a")).containsExactly(1, 2, 3);
    }

    @Test
    void theFolderIsThatOfTheEnvironment() throws IOException {
        get(ImageCache.of(Map.of("HOME", folder.toString())::get), "a");
        assertThat(folder.resolve(".cache/lxt/cuda")).isNotEmptyDirectory();
        get(ImageCache.of(Map.of("HOME", "/nowhere", "XDG_CACHE_HOME", folder.toString())::get), "a");
        assertThat(folder.resolve("lxt/cuda")).isNotEmptyDirectory();
        Path own = folder.resolve("own");
        get(ImageCache.of(Map.of("HOME", "/nowhere", "LXT_CUDA_CACHE", own.toString())::get), "a");
        assertThat(own).isNotEmptyDirectory();
    }
}
