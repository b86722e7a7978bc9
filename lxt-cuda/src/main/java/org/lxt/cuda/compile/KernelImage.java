// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lxt.cuda.driver.CudaException;
import org.lxt.cuda.driver.Device;

/**
 * A program of kernels, compiled for a device: as binary code where the compiler knows the device, else as PTX of the newest
 * architecture before it, which the driver translates.
 *
 * @param text of the program
 * @param headers that it includes, by their names
 * @param digest of text and headers
 */
public record KernelImage(String text, Map<String, String> headers, String digest) {
    private static final List<String> OPTIONS = List.of("-std=c++17", "--fmad=true");

    /**
     * What the driver loads.
     *
     * @throws CudaException if the program does not compile, or the compiler does not know so old a device
     */
    public byte[] compiledFor(Device device, NvrtcApi compiler, ImageCache cache) {
        List<Integer> known = compiler.architectures();
        boolean binary = known.contains(device.architecture());
        int architecture = known.stream()
                .filter(a -> a <= device.architecture())
                .reduce((a, b) -> b)
                .orElseThrow(() -> new CudaException("NVRTC " + compiler.version() + " (" + compiler.where()
                        + ") does not compile for a device as old as " + device.name()
                        + "; name the folder of an older one by LXT_CUDA_PATH"));
        List<String> options = new ArrayList<>(OPTIONS);
        options.addFirst("--gpu-architecture=" + (binary ? "sm_" : "compute_") + architecture);
        List<String> key = new ArrayList<>(options);
        key.add(digest);
        key.add(compiler.version());
        return cache.get(key, () -> compiler.compile(text, headers, options, binary));
    }
}
