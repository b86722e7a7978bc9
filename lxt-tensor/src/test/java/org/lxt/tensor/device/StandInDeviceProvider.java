// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.device;

import java.lang.reflect.Proxy;
import org.lxt.tensor.backend.Availability;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.BackendOptions;
import org.lxt.tensor.backend.BackendProvider;
import org.lxt.tensor.backend.Backends;

/** Offers the {@link StandInDevice}, by name only. */
public final class StandInDeviceProvider implements BackendProvider {
    /** For {@link java.util.ServiceLoader}. */
    public StandInDeviceProvider() {}

    @Override
    public String name() {
        return StandInDevice.NAME;
    }

    @Override
    public int priority() {
        return -1;
    }

    @Override
    public Availability availability() {
        return Availability.yes("a pretended device for tests, runs everywhere");
    }

    @Override
    public Backend create(BackendOptions options) {
        Backend inner = Backends.named("scalar", options);
        return (Backend) Proxy.newProxyInstance(
                StandInDevice.class.getClassLoader(),
                new Class<?>[] {StandInDevice.class},
                new DeviceCalls(new DeviceMemory(inner), inner));
    }
}
