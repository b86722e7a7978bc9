// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lxt.tensor.backend.memory.BackendMemoryException;
import org.lxt.tensor.backend.memory.DType;

class HostMemoryTest {
    private static final long MEGABYTE = 1 << 20;

    private final HostMemory memory = new HostMemory(DType.F32);

    @AfterEach
    void close() {
        memory.close();
    }

    @Test
    void whatWasGivenBackIsHandedOutAgain() {
        HostBuffer first = memory.allocate(1000);
        memory.free(first);
        assertThat(memory.allocate(990)).isSameAs(first);
        assertThat(first.size()).isEqualTo(990);
    }

    @Test
    void aBufferIsGivenBackOnce() {
        HostBuffer buffer = memory.allocate(1000);
        memory.free(buffer);
        assertThatThrownBy(() -> memory.free(buffer))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("given back twice");
    }

    @Test
    void whatThereIsNoRoomForIsRefusedInASentenceAndNotCounted() {
        HostBuffer idle = memory.allocate(1000);
        memory.free(idle);
        assertThatThrownBy(() -> memory.allocate(1L << 50))
                .isInstanceOf(BackendMemoryException.class)
                .hasMessageStartingWith("there is no memory for another 4,294,967,296 MB of numbers; ");
        // had it been counted as used, as much as that might lie idle from now on
        free(take(10, 80 * MEGABYTE));
        assertThat(memory.idleBytes()).isEqualTo(800 * MEGABYTE);
    }

    @Test
    void asMuchIsKeptAsWasInUse() {
        free(take(10, 80 * MEGABYTE));
        assertThat(memory.idleBytes()).isEqualTo(800 * MEGABYTE);
    }

    @Test
    void nothingIsAddedToWhatWasInUseForOtherSizes() {
        free(take(10, 80 * MEGABYTE));
        List<HostBuffer> others = take(5, 112 * MEGABYTE);
        free(take(1, 96 * MEGABYTE));
        assertThat(memory.idleBytes()).isLessThanOrEqualTo(512 * MEGABYTE);
        free(others);
        assertThat(memory.idleBytes()).isLessThanOrEqualTo(800 * MEGABYTE);
    }

    @Test
    void whatIsIdleForLongIsGivenBack() {
        free(take(10, 80 * MEGABYTE));
        for (int i = 0; i < 500; i++) {
            free(take(1, 32 * MEGABYTE));
        }
        assertThat(memory.idleBytes()).isEqualTo(32 * MEGABYTE);
    }

    private List<HostBuffer> take(int count, long bytes) {
        List<HostBuffer> buffers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            buffers.add(memory.allocate(bytes / 4));
        }
        return buffers;
    }

    private void free(List<HostBuffer> buffers) {
        buffers.forEach(memory::free);
    }
}
