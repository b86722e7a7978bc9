// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lxt.tensor.backend.BackendOptions;
import org.lxt.tensor.backend.Backends;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.MatrixView;
import org.lxt.tensor.host.HostBuffer;

/** The stand-in device finds out what it is there to find out. */
class StandInDeviceTest {
    private final StandInDevice device = StandInDevice.open();

    @AfterEach
    void close() {
        device.close();
    }

    @Test
    void isFoundByNameAndNeverChosenAsBest() {
        try (var best = Backends.best(new BackendOptions(1))) {
            assertThat(best.name()).isNotEqualTo(StandInDevice.NAME);
        }
        assertThat(device.name()).isEqualTo(StandInDevice.NAME);
    }

    @Test
    void buffersAreNoHostMemory() {
        assertThat(device.allocate(3)).isNotInstanceOf(HostBuffer.class);
    }

    @Test
    void freshMemoryIsGarbage() {
        Buffer buffer = device.allocate(3);
        assertThat(read(buffer, 3)).containsOnly(Double.NaN);
    }

    @Test
    void memoryOfAFreedBufferIsGarbageAgain() {
        Buffer buffer = device.allocate(3);
        device.fill(buffer, 1, 3);
        device.free(buffer);
        assertThat(read(device.allocate(3), 3)).containsOnly(Double.NaN);
    }

    @Test
    void operationsRunInTheOrderOfTheCalls() {
        Buffer sum = device.allocate(1);
        device.fill(sum, 0, 1);
        for (int i = 0; i < 1000; i++) {
            // A term is freed at once, while the addition that reads it may still wait.
            Buffer term = device.allocate(1);
            device.fill(term, i, 1);
            device.elements().add(sum, sum, term, 1);
            device.free(term);
        }
        assertThat(read(sum, 1)).containsExactly(499500);
        assertThat(device.liveBuffers()).isEqualTo(1);
    }

    @Test
    void writtenValuesAreThoseOfTheCall() {
        Buffer buffer = device.allocate(1);
        double[] values = {5};
        for (int i = 0; i < 100; i++) {
            values[0] = i;
            device.write(buffer, values);
            values[0] = -1;
        }
        assertThat(read(buffer, 1)).containsExactly(99);
    }

    @Test
    void anArrayOfRowsThatIsChangedAfterTheCallIsAnErrorAtTheNextRead() {
        Buffer source = device.allocate(2);
        device.fill(source, 1, 2);
        Buffer destination = device.allocate(2);
        // Keeps the device busy until the array is changed.
        device.allocate(8_000_000);
        int[] rows = {0, 1};
        device.movement().gatherRows(destination, source, device.loadIndex(rows), 1);
        rows[1] = 0;
        assertThatThrownBy(() -> read(source, 2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("gatherRows")
                .hasMessageContaining("changed after the call");
    }

    @Test
    void anErrorOfAQueuedOperationIsToldOnceByTheNextRead() {
        Buffer small = device.allocate(1);
        device.fill(small, 1, 1_000_000);
        assertThatThrownBy(() -> read(small, 1)).hasMessageContaining("'fill' failed on the device");
        device.fill(small, 2, 1);
        assertThat(read(small, 1)).containsExactly(2);
    }

    @Test
    void freedHandlesAreRefused() {
        Buffer buffer = device.allocate(1);
        device.free(buffer);
        assertThatThrownBy(() -> device.fill(buffer, 1, 1)).hasMessageContaining("after it was freed");
        assertThatThrownBy(() -> read(buffer, 1)).hasMessageContaining("after it was freed");
        assertThatThrownBy(() -> device.free(buffer)).hasMessageContaining("after it was freed");
    }

    @Test
    void handlesOfOtherDevicesAreRefused() {
        try (StandInDevice other = StandInDevice.open()) {
            Buffer buffer = other.allocate(1);
            assertThatThrownBy(() -> device.fill(buffer, 1, 1)).hasMessageContaining("another device");
        }
    }

    @Test
    void aMatrixProductIntoItselfIsRefused() {
        Buffer a = device.allocate(4);
        MatrixView view = MatrixView.of(a, 0, 2, 2, 2);
        assertThatThrownBy(() -> device.matrices().gemm(view, view, view, 1, 0)).hasMessageContaining("into itself");
    }

    @Test
    void leaksCanBeAskedForAfterClosing() {
        Buffer kept = device.allocate(1);
        device.allocate(1);
        device.free(kept);
        device.close();
        assertThat(device.liveBuffers()).isEqualTo(1);
        assertThatThrownBy(() -> device.allocate(1)).hasMessageContaining("closed");
    }

    private double[] read(Buffer buffer, int count) {
        double[] values = new double[count];
        device.read(buffer, 0, values);
        return values;
    }
}
