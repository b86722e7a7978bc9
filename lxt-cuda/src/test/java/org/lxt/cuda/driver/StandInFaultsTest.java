// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lxt.cuda.compile.ImageCache;
import org.lxt.cuda.compile.KernelImage;
import org.lxt.cuda.compile.NvrtcApi;
import org.lxt.cuda.foreign.LibrarySearch;
import org.lxt.cuda.launch.Grid;
import org.lxt.cuda.launch.KernelSources;
import org.lxt.cuda.standin.StandIn;

/** The stand-in finds what a device would answer with wrong numbers, a crash or a leak: without this, its silence is nothing. */
class StandInFaultsTest {
    private static final int BYTES = 1024;

    private StandIn standIn;
    private DriverApi driver;
    private DeviceStream stream;
    private long address;

    @BeforeEach
    void open() {
        standIn = StandIn.install();
        LibrarySearch search = LibrarySearch.of(System.getProperty("lxt.cuda.path"));
        driver = new DriverApi(search.find(List.of("libcuda.so.1"), List.of()).orElseThrow());
        assertThat(driver.start()).isEmpty();
        stream = new DeviceStream(driver, driver.device(0));
        address = stream.allocate(BYTES);
    }

    @AfterEach
    void close() {
        stream.close();
        standIn.misuse();
        assertThat(standIn.live()).isZero();
    }

    private void upload(DeviceStream to, long at, int bytes) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment numbers = arena.allocate(bytes);
            to.upload(at, numbers);
            to.synchronize();
        }
    }

    private KernelModule kernels() {
        LibrarySearch search = LibrarySearch.of(System.getProperty("lxt.cuda.path"));
        NvrtcApi compiler =
                new NvrtcApi(search.find(List.of("libnvrtc.so.12"), List.of()).orElseThrow());
        KernelImage image = new KernelImage(KernelSources.program(), KernelSources.headers(), KernelSources.digest());
        byte[] code = image.compiledFor(driver.device(0), compiler, new ImageCache(null));
        return new KernelModule(stream, code, List.of("lxt_fill"));
    }

    @Test
    void nothingIsFoundWhereNothingIsWrong() {
        upload(stream, address, BYTES);
        stream.giveBack(address);
        assertThat(standIn.misuse()).isEmpty();
    }

    @Test
    void freedTwice() {
        stream.giveBack(address);
        stream.giveBack(address);
        assertThat(standIn.misuse()).contains("cuMemFree: a block is freed twice");
    }

    @Test
    void usedAfterItWasFreed() {
        stream.giveBack(address);
        assertThatThrownBy(() -> upload(stream, address, 4)).isInstanceOf(CudaException.class);
        assertThat(standIn.misuse()).contains("memory is used after it was freed");
    }

    @Test
    void outOfBounds() {
        assertThatThrownBy(() -> upload(stream, address + 4, BYTES)).isInstanceOf(CudaException.class);
        assertThat(standIn.misuse()).contains("1024 bytes from byte 4 on of a block of 1024");
    }

    @Test
    void ofAnotherDevice() {
        try (DeviceStream other = new DeviceStream(driver, driver.device(1))) {
            assertThatThrownBy(() -> upload(other, address, 4)).isInstanceOf(CudaException.class);
        }
        assertThat(standIn.misuse()).contains("memory of device 0 on device 1");
    }

    @Test
    void withoutAContext() {
        assertThatThrownBy(() -> driver.allocate(BYTES)).isInstanceOf(CudaException.class);
        assertThat(standIn.misuse()).contains("cuMemAlloc: the thread has no context");
    }

    @Test
    void leftOver() {
        stream.close();
        assertThat(standIn.misuse()).contains("1 blocks of device 0 are left");
        stream = new DeviceStream(driver, driver.device(0));
    }

    @Test
    void aKernelThatWritesPastTheEnd() {
        try (KernelModule kernels = kernels()) {
            kernels.launch("lxt_fill", new Grid(1, 1, 1, Grid.THREADS, 1), address, 0, BYTES / 4);
            stream.synchronize();
            assertThat(standIn.misuse()).isEmpty();
            kernels.launch("lxt_fill", new Grid(1, 1, 1, Grid.THREADS, 1), address, 0, BYTES / 4 + 1);
            stream.synchronize();
            assertThat(standIn.misuse()).contains("lxt_fill: something was written past a block of 1024 bytes");
        }
    }

    @Test
    void aKernelOnMemoryThatIsNone() {
        try (KernelModule kernels = kernels()) {
            kernels.launch("lxt_fill", new Grid(1, 1, 1, Grid.THREADS, 1), 64, 0, 1);
            assertThatThrownBy(stream::synchronize)
                    .isInstanceOf(CudaException.class)
                    .hasMessageContaining("CUDA_ERROR_LAUNCH_FAILED (unspecified launch failure)");
            assertThat(standIn.misuse()).contains("lxt_fill: 0x40 is no memory of a device", "argument 0");
        }
    }

    @Test
    void aProgramThatDoesNotCompile() {
        standIn.fail("nvrtcCompileProgram", 1, 1, 6);
        assertThatThrownBy(this::kernels)
                .isInstanceOf(CudaException.class)
                .hasMessageContaining(
                        "does not compile the kernels: NVRTC_ERROR_COMPILATION, lxt-kernels.cu(3): error: this"
                                + " is wanted; take another version");
        standIn.failNothing();
    }
}
