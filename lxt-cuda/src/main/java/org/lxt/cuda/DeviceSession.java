// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda;

import java.util.ArrayDeque;
import java.util.Deque;
import org.lxt.cuda.blas.Cublas;
import org.lxt.cuda.blas.WeightProducts;
import org.lxt.cuda.compile.ImageCache;
import org.lxt.cuda.compile.KernelImage;
import org.lxt.cuda.driver.Device;
import org.lxt.cuda.driver.DeviceStream;
import org.lxt.cuda.driver.KernelModule;
import org.lxt.cuda.launch.KernelSources;
import org.lxt.cuda.launch.WeightLaunches;
import org.lxt.cuda.memory.DeviceMemory;
import org.lxt.cuda.memory.WeightUpload;
import org.lxt.tensor.backend.BackendOptions;
import org.lxt.tensor.backend.Precision;

/** All that a backend holds of a device, opened together and closed together. */
final class DeviceSession implements AutoCloseable {
    private final Deque<Runnable> closing = new ArrayDeque<>();
    private final Device device;
    private final Precision precision;
    private final DeviceStream stream;
    private final DeviceMemory memory;
    private final KernelModule kernels;
    private final Cublas cublas;
    private final WeightLaunches weights;
    private final WeightProducts products;
    private final WeightUpload uploads;

    /**
     * Opens a device.
     *
     * @param keeping whether memory that is given back is kept for the next use
     */
    DeviceSession(Libraries libraries, ImageCache cache, BackendOptions options, boolean keeping) {
        device = libraries.device(options.device().index());
        precision = options.precision();
        KernelImage image = new KernelImage(KernelSources.program(), KernelSources.headers(), KernelSources.digest());
        byte[] code = image.compiledFor(device, libraries.compiler(), cache);
        try {
            stream = new DeviceStream(libraries.driver(), device);
            closing.push(stream::close);
            memory = new DeviceMemory(stream, options.device().memory(), keeping);
            closing.push(memory::close);
            kernels = new KernelModule(stream, code, KernelSources.names());
            closing.push(kernels::close);
            cublas = new Cublas(libraries.cublas(), stream, memory);
            closing.push(cublas::close);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
        weights = new WeightLaunches(kernels);
        products = new WeightProducts(cublas, weights, memory, precision);
        uploads = new WeightUpload(stream, memory);
    }

    String name() {
        return device.index() == 0 ? CudaBackendProvider.NAME : CudaBackendProvider.NAME + ":" + device.index();
    }

    String description() {
        return name() + " (" + device.name() + ", " + precision.label() + ")";
    }

    Precision precision() {
        return precision;
    }

    DeviceStream stream() {
        return stream;
    }

    DeviceMemory memory() {
        return memory;
    }

    KernelModule kernels() {
        return kernels;
    }

    Cublas cublas() {
        return cublas;
    }

    WeightLaunches weights() {
        return weights;
    }

    WeightProducts products() {
        return products;
    }

    WeightUpload uploads() {
        return uploads;
    }

    /** In the opposite order; a second time does nothing. */
    @Override
    public void close() {
        while (!closing.isEmpty()) {
            closing.pop().run();
        }
    }
}
