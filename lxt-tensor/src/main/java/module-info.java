// SPDX-License-Identifier: BSD-3-Clause
/**
 * Tensors, reverse-mode gradients with several seeds at once, and the backends that compute them.
 *
 * <p>{@code org.lxt.tensor} holds tensors, scopes and the tape, {@code org.lxt.tensor.ops} the operations with their
 * gradients, by topic, {@code org.lxt.tensor.backend} what a backend implements.
 */
@org.jspecify.annotations.NullMarked
module org.lxt.tensor {
    requires transitive org.lxt.api;
    requires jdk.incubator.vector;
    requires static org.jspecify;
    requires static com.google.auto.service;

    exports org.lxt.tensor;
    exports org.lxt.tensor.backend;
    exports org.lxt.tensor.processor;
    exports org.lxt.tensor.processor.choice;
    exports org.lxt.tensor.backend.kernel;
    exports org.lxt.tensor.backend.memory;
    exports org.lxt.tensor.ops;
    exports org.lxt.tensor.ops.attention;
    exports org.lxt.tensor.ops.element;
    exports org.lxt.tensor.ops.linear;
    exports org.lxt.tensor.ops.move;
    exports org.lxt.tensor.ops.reduce;
    exports org.lxt.tensor.ops.relevance;
    exports org.lxt.tensor.rows;
    exports org.lxt.tensor.weight;

    uses org.lxt.tensor.backend.BackendProvider;
    uses org.lxt.tensor.processor.KernelProvider;

    provides org.lxt.tensor.backend.BackendProvider with
            org.lxt.tensor.scalar.ScalarBackendProvider,
            org.lxt.tensor.scalar.Float64BackendProvider,
            org.lxt.tensor.vector.VectorBackendProvider;
}
