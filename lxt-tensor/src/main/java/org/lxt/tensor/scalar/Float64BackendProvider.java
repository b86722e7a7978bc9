// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.scalar;

import com.google.auto.service.AutoService;
import org.lxt.tensor.backend.Availability;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.BackendOptions;
import org.lxt.tensor.backend.BackendProvider;
import org.lxt.tensor.backend.memory.DType;

/** The backend {@code scalar-f64}: float64 throughout, for gradient checks; used only when asked for by name. */
@AutoService(BackendProvider.class)
public final class Float64BackendProvider implements BackendProvider {
    /** For {@link java.util.ServiceLoader}. */
    public Float64BackendProvider() {}

    @Override
    public String name() {
        return "scalar-f64";
    }

    @Override
    public int priority() {
        return -1;
    }

    @Override
    public Availability availability() {
        return Availability.yes("plain Java in float64, runs everywhere");
    }

    @Override
    public Backend create(BackendOptions options) {
        return new ScalarBackend(name(), DType.F64, options);
    }
}
