// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector;

import com.google.auto.service.AutoService;
import java.nio.ByteOrder;
import java.util.Set;
import org.lxt.tensor.backend.Availability;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.BackendOptions;
import org.lxt.tensor.backend.BackendProvider;
import org.lxt.tensor.backend.Precision;
import org.lxt.tensor.vector.hardware.Hardware;

/**
 * The backend {@code vector}: float32 by SIMD kernels of {@code jdk.incubator.vector}. This class itself must not refer
 * to that module, which is not there unless the JVM is asked for it.
 */
@AutoService(BackendProvider.class)
public final class VectorBackendProvider implements BackendProvider {
    /** For {@link java.util.ServiceLoader}. */
    public VectorBackendProvider() {}

    @Override
    public String name() {
        return "vector";
    }

    @Override
    public int priority() {
        return 10;
    }

    @Override
    public Availability availability() {
        if (!moduleIsReadable()) {
            return Availability.no(
                    "module jdk.incubator.vector is missing: start the JVM with --add-modules jdk.incubator.vector");
        }
        if (ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
            return Availability.no("its kernels are written for little-endian processors");
        }
        return Hardware.availability();
    }

    /** Asks for a class: a module that was added to the running JVM is in no layer that could be asked. */
    private static boolean moduleIsReadable() {
        Class<?> own = VectorBackendProvider.class;
        try {
            Class<?> vector = Class.forName("jdk.incubator.vector.Vector", false, own.getClassLoader());
            return own.getModule().canRead(vector.getModule());
        } catch (ClassNotFoundException _) {
            return false;
        }
    }

    @Override
    public Set<Precision> precisions() {
        return Set.of(Precision.FLOAT32, Precision.BF16);
    }

    @Override
    public Backend create(BackendOptions options) {
        return new VectorBackend(name(), options);
    }
}
