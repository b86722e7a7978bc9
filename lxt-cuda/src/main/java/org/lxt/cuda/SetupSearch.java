// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.lxt.cuda.blas.CublasApi;
import org.lxt.cuda.compile.NvrtcApi;
import org.lxt.cuda.driver.Device;
import org.lxt.cuda.driver.DriverApi;
import org.lxt.cuda.foreign.LibrarySearch;
import org.lxt.cuda.foreign.NativeLibrary;
import org.lxt.tensor.backend.BackendUnavailableException;

/** Looks for what the backend needs, in the order in which one thing needs the other, and writes down what it finds. */
final class SetupSearch {
    private static final String DRIVER = "libcuda.so.1";

    /** CUDA 12.0. */
    private static final int OLDEST_CUDA = 12_000;

    /** Turing: the oldest that compilers of CUDA 13 know. */
    private static final int OLDEST_ARCHITECTURE = 75;

    /** The versions of CUDA whose libraries this was written for. */
    private static final List<Integer> MAJORS = List.of(13, 12);

    private final LibrarySearch search;
    private final List<String> details = new ArrayList<>();

    SetupSearch(LibrarySearch search) {
        this.search = search;
    }

    /** What was found, line by line. */
    List<String> details() {
        return List.copyOf(details);
    }

    /**
     * Finds everything.
     *
     * @throws org.lxt.api.LxtException that says what is missing
     */
    Libraries find(String system) {
        if (!system.equals("Linux")) {
            throw missing("NVIDIA devices are computed on under Linux, of which WSL is one, and this is " + system);
        }
        DriverApi driver = driver();
        List<Device> devices = devices(driver);
        int major = Math.min(driver.version() / 1000, MAJORS.getFirst());
        NvrtcApi compiler = new NvrtcApi(library("NVRTC, which compiles kernels,", "nvrtc", "cuda-nvrtc", major));
        details.add("NVRTC " + compiler.version() + ": " + compiler.where());
        CublasApi cublas = new CublasApi(library("cuBLAS, which multiplies matrices,", "cublas", "cublas", major));
        details.add("cuBLAS: " + cublas.where());
        return new Libraries(driver, devices, compiler, cublas);
    }

    private DriverApi driver() {
        NativeLibrary library = search.find(List.of(DRIVER), List.of())
                .orElseThrow(
                        () -> missing("there is no NVIDIA driver: " + DRIVER + " is not found; install the driver of"
                                + " the device, or name the folder of that file by LXT_CUDA_PATH"));
        DriverApi driver = new DriverApi(library);
        String problem = driver.start();
        int version = driver.version();
        String cuda = version / 1000 + "." + version % 1000 / 10;
        details.add("driver for CUDA " + cuda + ": " + driver.where());
        if (!problem.isEmpty()) {
            throw missing("the NVIDIA driver does not start: " + problem + "; the command nvidia-smi tells more");
        }
        if (version < OLDEST_CUDA) {
            throw missing("the NVIDIA driver is for CUDA " + cuda
                    + " and too old: install one for CUDA 12.0 or newer, which is 525 or higher");
        }
        return driver;
    }

    private List<Device> devices(DriverApi driver) {
        List<Device> devices =
                IntStream.range(0, driver.devices()).mapToObj(driver::device).toList();
        devices.forEach(device -> details.add("device " + device));
        if (devices.isEmpty()) {
            throw missing("the NVIDIA driver sees no device; the command nvidia-smi, and the environment variable"
                    + " CUDA_VISIBLE_DEVICES if it is set, tell why");
        }
        Device first = devices.getFirst();
        if (first.architecture() < OLDEST_ARCHITECTURE) {
            throw missing(first.name() + " has compute capability " + first.major() + "." + first.minor()
                    + " and is too old: 7.5 or newer is needed");
        }
        return devices;
    }

    /** The newest that the driver is new enough for. */
    private NativeLibrary library(String what, String name, String python, int newest) {
        List<String> names = MAJORS.stream()
                .filter(major -> major <= newest)
                .map(major -> "lib" + name + ".so." + major)
                .toList();
        List<String> companions = List.of("lib" + name + "-builtins.so.*", "lib" + name + "Lt.so.*");
        return search.find(names, companions)
                .orElseThrow(() -> missing(what + " is not found, none of " + String.join(", ", names)
                        + "; install it with 'pip install nvidia-" + python + (newest < 13 ? "-cu12" : "")
                        + "' or with the CUDA toolkit, or name the folder of that file by LXT_CUDA_PATH"));
    }

    private static BackendUnavailableException missing(String sentence) {
        return new BackendUnavailableException(sentence);
    }
}
