// SPDX-License-Identifier: BSD-3-Clause
import org.lxt.cuda.CudaBackendProvider;
import org.lxt.tensor.backend.BackendProvider;

/** A backend that computes on an NVIDIA device. It exports nothing: a jar that is there is found. */
@org.jspecify.annotations.NullMarked
module org.lxt.cuda {
    requires org.lxt.tensor;
    requires static org.jspecify;
    requires static com.google.auto.service;

    provides BackendProvider with
            CudaBackendProvider;
}
