package org.lxt.cuda;

import com.google.auto.service.AutoService;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import org.lxt.tensor.backend.Availability;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.BackendOptions;
import org.lxt.tensor.backend.BackendProvider;
import org.lxt.tensor.backend.BackendUnavailableException;

/** The backend {@code cuda}: float32 on an NVIDIA device. */
@AutoService(BackendProvider.class)
public final class CudaBackendProvider implements BackendProvider {
    private static final String DRIVER = "libcuda.so.1";

    /** For {@link java.util.ServiceLoader}. */
    public CudaBackendProvider() {}

    @Override
    public String name() {
        return "cuda";
    }

    @Override
    public int priority() {
        return 20;
    }

    @Override
    public Availability availability() {
        try (Arena arena = Arena.ofConfined()) {
            SymbolLookup.libraryLookup(DRIVER, arena);
            return Availability.no("its kernels are not there yet");
        } catch (IllegalArgumentException _) {
            return Availability.no("there is no NVIDIA driver: " + DRIVER + " is not found");
        }
    }

    @Override
    public Backend create(BackendOptions options) {
        throw new BackendUnavailableException(availability().reason());
    }
}
