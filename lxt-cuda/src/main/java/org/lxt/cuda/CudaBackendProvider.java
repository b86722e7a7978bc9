// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.lxt.cuda.compile.ImageCache;
import org.lxt.cuda.driver.Device;
import org.lxt.cuda.foreign.LibrarySearch;
import org.lxt.tensor.backend.Availability;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.BackendOptions;
import org.lxt.tensor.backend.BackendProvider;
import org.lxt.tensor.backend.BackendUnavailableException;
import org.lxt.tensor.backend.Precision;

/**
 * The backend {@code cuda}: float32 on an NVIDIA device. NVIDIA's libraries are looked up at run time: in the folders of the
 * system property {@code lxt.cuda.path} or of the environment variable {@code LXT_CUDA_PATH}, then where they usually are.
 */
@AutoService(BackendProvider.class)
public final class CudaBackendProvider implements BackendProvider {
    static final String NAME = "cuda";

    /** What was found by the folders that were named: to look costs time, and every listing of backends asks. */
    private static final Map<String, Setup> FOUND = new ConcurrentHashMap<>();

    /** For {@link java.util.ServiceLoader}. */
    public CudaBackendProvider() {}

    @Override
    public String name() {
        return NAME;
    }

    /** Before those of the processor: who has such a device and adds this jar wants it used. */
    @Override
    public int priority() {
        return 20;
    }

    @Override
    public Availability availability() {
        return setup().availability();
    }

    @Override
    public List<String> devices() {
        return setup().devices().stream().map(Device::name).toList();
    }

    @Override
    public List<String> details() {
        return setup().details();
    }

    @Override
    public Set<Precision> precisions() {
        return Set.of(Precision.values());
    }

    @Override
    public Backend create(BackendOptions options) {
        Libraries libraries = setup().libraries();
        if (libraries == null) {
            throw new BackendUnavailableException(setup().reason());
        }
        ImageCache cache = ImageCache.of(CudaBackendProvider::variable);
        return new CudaBackend(new DeviceSession(libraries, cache, options, true));
    }

    static Setup setup() {
        String folders = variable("LXT_CUDA_PATH");
        return FOUND.computeIfAbsent(
                folders == null ? "" : folders, f -> Setup.find(LibrarySearch.of(f), System.getProperty("os.name")));
    }

    /** The value of a variable of the environment, or of the system property that stands for it. */
    private static @Nullable String variable(String name) {
        String property = System.getProperty(name.toLowerCase(Locale.ROOT).replace('_', '.'));
        return property != null ? property : System.getenv(name);
    }
}
