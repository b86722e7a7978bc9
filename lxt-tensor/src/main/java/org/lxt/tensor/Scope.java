// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.Temporaries;
import org.lxt.tensor.backend.memory.Buffer;

/**
 * Owns the memory of the tensors made in it and the tape of the operations between them. Closing it gives everything
 * back.
 *
 * <p>A scope is used by one thread at a time; any number of scopes can be open on one backend.
 *
 * {@snippet :
 * try (Scope scope = Scope.open(backend, ScopeOptions.PLAIN)) {
 *     Tensor x = scope.watch(scope.constant(Shape.of(1, 2), new double[] {1, 2}));
 *     Tensor y = linear(x, weight, null);
 *     Gradients g = scope.backward(List.of(Seed.of(y, 0, 0)));
 *     double[] relevance = g.relevance(x, 0);
 * }
 * }
 */
public final class Scope implements AutoCloseable {
    private static final AtomicLong OPENED = new AtomicLong();

    private final long number = OPENED.getAndIncrement();
    private final Backend backend;
    private final WeightStore weights;
    private final boolean ownsWeights;
    private final Indices indices;
    private final ScopeOptions options;
    private final Tape tape = new Tape(this);
    private final Deque<Frame> frames = new ArrayDeque<>();
    private Site site = Site.ROOT;
    private PassListener listener = PassListener.NONE;
    private boolean ruled;
    private boolean closed;

    private Scope(WeightStore weights, boolean ownsWeights, ScopeOptions options) {
        this.backend = weights.backend();
        this.weights = weights;
        this.ownsWeights = ownsWeights;
        this.indices = new Indices(backend);
        this.options = options;
        frames.push(new Frame(backend));
    }

    /** Memory that is given back together. */
    private static final class Frame {
        final List<Storage> held = new ArrayList<>();
        /** Allocated for results that are not recorded yet. */
        final Temporaries loose;

        Frame(Backend backend) {
            loose = new Temporaries(backend);
        }

        void giveBack() {
            held.forEach(Storage::release);
            loose.close();
        }
    }

    /** Opens a scope that loads the weights it uses and frees them at its end. */
    public static Scope open(Backend backend, ScopeOptions options) {
        return new Scope(new WeightStore(backend), true, options);
    }

    /** Opens a scope that uses the weights of a store, as any number of others may. */
    public static Scope open(WeightStore weights, ScopeOptions options) {
        return new Scope(weights, false, options);
    }

    /**
     * Where an operation on these is recorded: with the watched ones, or if all are constants in the scope that was opened last.
     * A model's parameters are in a scope of their own, which is older than that of any pass and which passes share: nothing of
     * a pass may go there.
     */
    public static Scope of(List<Tensor> operands) {
        return operands.stream()
                .filter(Tensor::isWatched)
                .findFirst()
                .map(Tensor::scope)
                .orElseGet(() -> operands.stream()
                        .map(Tensor::scope)
                        .max(Comparator.comparingLong(scope -> scope.number))
                        .orElseThrow());
    }

    /** The backend that computes. */
    public Backend backend() {
        return backend;
    }

    /** The weights that operations of this scope read. */
    public WeightStore weights() {
        return weights;
    }

    /** What operations have uploaded of row maps. */
    public Indices indices() {
        return indices;
    }

    /** How this scope records. */
    public ScopeOptions options() {
        return options;
    }

    /** Tells from now on how far the passes are. */
    public void listen(PassListener newListener) {
        listener = newListener;
    }

    PassListener listener() {
        return listener;
    }

    /** A constant from the host, row by row. */
    public Tensor constant(Shape shape, double[] values) {
        if (values.length != shape.size()) {
            throw new IllegalArgumentException(values.length + " values for a tensor " + shape);
        }
        Buffer buffer = allocate(shape);
        backend.write(buffer, values);
        return constant(shape, buffer);
    }

    /** A constant from a buffer that {@link #allocate} made and the caller has filled. */
    public Tensor constant(Shape shape, Buffer filled) {
        return own(shape, adopt(filled), null);
    }

    /**
     * A buffer for a result of this shape, to be filled and then recorded or made a constant. If it comes to neither, it is
     * given back with the frame.
     */
    public Buffer allocate(Shape shape) {
        requireOpen();
        return frames.getFirst().loose.allocate(shape.size());
    }

    /** Takes what {@link #allocate} made out of the loose buffers. */
    private Storage adopt(Buffer filled) {
        for (Frame frame : frames) {
            if (frame.loose.letGo(filled)) {
                return new Storage(backend, filled);
            }
        }
        throw new IllegalArgumentException("a result needs a buffer that its scope has allocated for it");
    }

    /** The same numbers as a tensor whose gradient is wanted. */
    public Tensor watch(Tensor value) {
        if (value.isWatched()) {
            throw new IllegalArgumentException("only a constant can be watched; detach the tensor first");
        }
        Node node = tape.leaf(value.shape());
        Tensor watched = alias(value, node);
        tape.keepValue(node, watched);
        return watched;
    }

    /** Reports the relevance at this tensor under a site in later backward passes. */
    public void mark(Site at, Tensor tensor) {
        Node node = tensor.node();
        if (node != null) {
            tape.keepValue(node, tensor);
            node.marks.add(at);
        }
    }

    /**
     * Keeps the whole gradient at this tensor in later backward passes, for {@link Gradients#kept}. Nothing is kept of a constant,
     * which has none.
     */
    public void keepGradient(Site at, Tensor tensor) {
        Node node = tensor.node();
        if (node != null) {
            node.kept.add(at);
        }
    }

    /**
     * Takes the result of an operation: the buffer becomes a tensor, and the operation is put on the tape if a gradient
     * is wanted at one of its inputs.
     *
     * @throws StrictModeException in strict mode, if the operation needs a rule and none is in force
     */
    public Tensor record(Operation operation, Shape shape, Buffer result) {
        return finish(operation, shape, adopt(result));
    }

    /** Takes a result that is the very memory of {@code source}. */
    public Tensor recordAlias(Operation operation, Shape shape, Tensor source) {
        return finish(operation, shape, source.storage().retain());
    }

    private Tensor finish(Operation operation, Shape shape, Storage storage) {
        Tensor constant = own(shape, storage, null);
        if (!operation.isWatched()) {
            return constant;
        }
        if (operation.inputs().stream().anyMatch(x -> x.isWatched() && x.scope() != this)) {
            throw new IllegalArgumentException(
                    "'" + operation.name() + "' is recorded in the scope of its first watched"
                            + " input, but another one belongs to another scope");
        }
        if (options.strict() && !ruled && operation.nature().needsRule()) {
            throw new StrictModeException(StrictMode.message(operation, site));
        }
        operation.recordedAt(site);
        Tensor output = new Tensor(this, shape, storage, tape.record(operation, shape));
        if (options.ledger()) {
            operation.keepOutput(output);
        }
        return output;
    }

    /**
     * Lets the memory of a result be given back while only recorded operations hold it, because it is cheaper to compute
     * it again than to keep it.
     *
     * @param result just made
     * @param source what it was computed from
     * @param fill computes it again, to the bit
     */
    public void recomputable(Tensor result, Tensor source, Consumer<Buffer> fill) {
        result.storage().canRefill(result.size(), source.storage(), fill);
    }

    /** Runs part of a model; what is recorded there carries the site. */
    public Tensor at(Site newSite, Supplier<Tensor> body) {
        return inContext(newSite, ruled, body);
    }

    /** Runs the inside of a rule: strict mode accepts what is recorded there. */
    public Tensor ruled(Site newSite, Supplier<Tensor> body) {
        return inContext(newSite, true, body);
    }

    private Tensor inContext(Site newSite, boolean newRuled, Supplier<Tensor> body) {
        Tensor[] result = new Tensor[1];
        Runnable run = () -> result[0] = body.get();
        inContext(newSite, newRuled, run);
        return result[0];
    }

    void inContext(Site newSite, boolean newRuled, Runnable body) {
        Site oldSite = site;
        boolean oldRuled = ruled;
        site = newSite;
        ruled = newRuled;
        try {
            body.run();
        } finally {
            site = oldSite;
            ruled = oldRuled;
        }
    }

    /**
     * Runs part of a model and gives back at its end all memory made there that is neither its result nor needed by the
     * backward pass. Tensors made inside must not be used outside, the result excepted.
     */
    public Tensor frame(Supplier<Tensor> body) {
        requireOpen();
        frames.push(new Frame(backend));
        Storage kept = null;
        try {
            Tensor result = body.get();
            kept = result.storage().retain();
            return result;
        } finally {
            frames.pop().giveBack();
            if (kept != null) {
                frames.getFirst().held.add(kept);
            }
        }
    }

    /**
     * Runs a layer of a model in a frame of its own. With {@link ScopeOptions#checkpointing} nothing inside it is kept for
     * the backward pass, which computes it again; the results are the same to the bit.
     *
     * @param x input of the layer
     * @param body the layer; it may depend on watched tensors through its argument only
     */
    public Tensor layer(Tensor x, UnaryOperator<Tensor> body) {
        Tensor result = run(x, body);
        listener.layerDone();
        return result;
    }

    private Tensor run(Tensor x, UnaryOperator<Tensor> body) {
        if (!options.checkpointing() || !x.isWatched()) {
            return frame(() -> body.apply(x));
        }
        Tensor result = frame(() -> body.apply(x.detach()));
        if (result.isWatched()) {
            throw new IllegalArgumentException("a layer under checkpointing may use watched tensors only through its"
                    + " argument: pass what it needs in, or switch checkpointing off");
        }
        return recordAlias(new Recomputed(x, body, ruled), result.shape(), result);
    }

    /** The memory of another scope's tensor as a watched tensor of this one. */
    Tensor adopt(Tensor foreign) {
        Node node = tape.leaf(foreign.shape());
        return own(foreign.shape(), foreign.storage().retain(), node);
    }

    Tape tape() {
        return tape;
    }

    /**
     * Goes back over the tape, for all seeds together, and gives back the memory of each operation as it is passed: no other
     * pass can follow.
     */
    public Gradients backward(List<Seed> seeds) {
        return tape.backward(seeds, options.ledger(), true);
    }

    /**
     * As {@link #backward}, but keeps the tape, so that another pass can follow, whose seeds depend on what this one found.
     */
    public Gradients backwardKeepingTape(List<Seed> seeds) {
        return tape.backward(seeds, options.ledger(), false);
    }

    /** A tensor over the memory of another. */
    Tensor alias(Tensor source, @Nullable Node node) {
        return own(source.shape(), source.storage().retain(), node);
    }

    private Tensor own(Shape shape, Storage storage, @Nullable Node node) {
        requireOpen();
        frames.getFirst().held.add(storage);
        return new Tensor(this, shape, storage, node);
    }

    /** A constant over memory that others hold as well; one hold of it passes to this scope. */
    Tensor constantOver(Shape shape, Storage retained) {
        return own(shape, retained, null);
    }

    /** Holds memory until this scope is closed. */
    void holdToEnd(Storage storage) {
        frames.getLast().held.add(storage);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("this scope is closed");
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            tape.release();
            while (!frames.isEmpty()) {
                frames.pop().giveBack();
            }
            indices.close();
            if (ownsWeights) {
                weights.close();
            }
        }
    }
}
