// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.scalar;

import com.google.auto.service.AutoService;
import org.lxt.tensor.backend.Availability;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.BackendOptions;
import org.lxt.tensor.backend.BackendProvider;
import org.lxt.tensor.backend.memory.DType;

/** The backend {@code scalar}: float32 buffers, sums in double, no instruction set assumed. */
@AutoService(BackendProvider.class)
public final class ScalarBackendProvider implements BackendProvider {
    /** For {@link java.util.ServiceLoader}. */
    public ScalarBackendProvider() {}

    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public int priority() {
        return 0;
    }

    @Override
    public Availability availability() {
        return Availability.yes("plain Java, runs everywhere");
    }

    @Override
    public Backend create(BackendOptions options) {
        return new ScalarBackend(name(), DType.F32, options);
    }
}
