// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda;

import java.util.Objects;
import org.lxt.cuda.compile.ImageCache;
import org.lxt.tensor.backend.Availability;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.BackendOptions;
import org.lxt.tensor.backend.BackendProvider;

/** The backend without its pool: every piece of memory is asked of the driver, and may be refused. */
final class UnpooledProvider implements BackendProvider {
    @Override
    public String name() {
        return "cuda-unpooled";
    }

    @Override
    public int priority() {
        return -1;
    }

    @Override
    public Availability availability() {
        return CudaBackendProvider.setup().availability();
    }

    @Override
    public Backend create(BackendOptions options) {
        Libraries libraries = Objects.requireNonNull(CudaBackendProvider.setup().libraries());
        return new CudaBackend(new DeviceSession(libraries, ImageCache.of(System::getProperty), options, false));
    }
}
