// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files beyond 2 GiB, of which only the first and the last block take space on the disk. */
class LargeFileTest {
    @TempDir
    Path folder;

    @Test
    void aTensorBeyondTwoGibibytesIsRead() throws IOException {
        long before = 2_300_000_000L;
        String header = "{\"before\":{\"dtype\":\"BF16\",\"shape\":[50000,23000],\"data_offsets\":[0," + before + "]},"
                + "\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[" + before + "," + (before + 8) + "]}}";
        byte[] last = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(1.25f)
                .putFloat(-3f)
                .array();
        Path path = SparseFile.sparse(folder.resolve("large.safetensors"), header, before + 8, last);
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertThat(file.values("x")).containsExactly(1.25, -3);
            assertThat(file.tensor("before").size()).isEqualTo(1_150_000_000L);
            assertThat(file.tensor("before").segment().get(ValueLayout.JAVA_BYTE, before - 1))
                    .isZero();
        }
    }
}
