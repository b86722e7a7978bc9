// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A differentiable operation as recorded: its inputs, what it keeps for the backward pass, and its vector-Jacobian
 * product.
 *
 * <p>A subclass computes its result, then hands itself to {@link Scope#record}. In {@link #backward} it sends each watched
 * input its gradient and, if a ledger is kept, books in closed form the relevance that it absorbs: {@code sum(y G) -
 * sum(x_i g_i)}.
 */
public abstract class Operation {
    private final String name;
    private final List<Tensor> inputs;
    private final List<Storage> held = new ArrayList<>();
    private Site site = Site.ROOT;

    /**
     * Creates an operation.
     *
     * @param name as it appears in the ledger and in messages, such as {@code linear}
     * @param inputs the tensors that gradients are sent to
     */
    protected Operation(String name, Tensor... inputs) {
        this.name = name;
        this.inputs = List.of(inputs);
    }

    /** What the operation is to relevance, given which inputs are watched. */
    public abstract Nature nature();

    /**
     * Sends each watched input its gradient.
     *
     * @param g gradient at the output
     * @param pass receives gradients and bookings
     */
    public abstract void backward(Gradient g, BackwardPass pass);

    /** The name in the ledger and in messages. */
    public final String name() {
        return name;
    }

    /** Where in the model it was recorded. */
    public final Site site() {
        return site;
    }

    /** Inputs. */
    public final List<Tensor> inputs() {
        return inputs;
    }

    /** Keeps a tensor's memory until the backward pass has passed this operation. */
    protected final void keep(Tensor tensor) {
        held.add(tensor.storage());
    }

    /** Keeps a tensor that only bookings need, if there is one and a ledger is kept. */
    protected final void keepForLedger(@Nullable Tensor tensor) {
        // asked of the watched inputs: parameters are constants of a scope of their own
        boolean ledger = inputs.stream()
                .anyMatch(x -> x.isWatched() && x.scope().options().ledger());
        if (tensor != null && ledger) {
            keep(tensor);
        }
    }

    /** Whether a gradient is wanted at some input. */
    final boolean isWatched() {
        return inputs.stream().anyMatch(Tensor::isWatched);
    }

    final void recordedAt(Site at) {
        site = at;
        held.forEach(Storage::retainForOperation);
    }

    final void release() {
        held.forEach(Storage::releaseFromOperation);
        held.clear();
    }

    /** Called when a ledger is kept: an operation that books its output's relevance keeps it here. */
    protected void keepOutput(Tensor output) {
        // most operations do not need their output again
    }

    /** Keeps a tensor that was made after the operation was recorded. */
    protected final void keepNow(Tensor tensor) {
        held.add(tensor.storage().retainForOperation());
    }
}
