// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lxt.explain.method.Propagation;
import org.lxt.explain.model.LoadOptions;
import org.lxt.explain.model.LoadedModel;
import org.lxt.explain.request.AnswerListener;
import org.lxt.explain.request.CallListener;
import org.lxt.explain.request.Progress;
import org.lxt.explain.result.ModelIdentity;
import org.lxt.explain.run.AskedUnits;
import org.lxt.explain.target.ClassNames;
import org.lxt.rules.RuleSet;
import org.lxt.rules.composite.Composite;
import org.lxt.spi.ModelFamily;
import org.lxt.spi.host.ModelMap;
import org.lxt.tensor.backend.BackendOptions;
import org.lxt.tensor.backend.BackendProvider;
import org.lxt.tensor.backend.DeviceOptions;
import org.lxt.tensor.backend.Precision;

/** Chooses how a checkpoint is opened. */
public final class ExplainerBuilder {
    private final Path folder;
    private List<BackendProvider> backends = List.of();
    private @Nullable ModelMap models;
    private @Nullable String backend;
    private @Nullable String name;
    private ClassNames labels = new ClassNames(List.of());
    private boolean otherImageSizes;
    private int maxConcurrent = Integer.MAX_VALUE;
    private BackendOptions options = BackendOptions.defaults();
    Function<ModelFamily, RuleSet> ruleSet = ModelFamily::defaultRules;

    @Nullable
    Composite composite;

    boolean checkpointing;
    boolean warm;
    Progress progress = Progress.NONE;
    private CallListener calls = CallListener.NONE;

    ExplainerBuilder(Path folder) {
        this.folder = folder;
    }

    /** Uses a rule set other than the family's default. */
    public ExplainerBuilder rules(RuleSet set) {
        ruleSet = family -> set;
        return this;
    }

    /** Uses the family's rule set of this name. */
    public ExplainerBuilder rules(String name) {
        ruleSet = family -> family.ruleSet(name);
        return this;
    }

    /** Lays a composite's rules for linear layers and convolutions over the rule set. */
    public ExplainerBuilder composite(Composite value) {
        composite = value;
        return this;
    }

    /** Uses these families instead of those of all installed plugins. */
    public ExplainerBuilder models(ModelMap map) {
        models = map;
        return this;
    }

    /** Names the classes of a classifier whose checkpoint does not, or not well; empty for its own names. */
    public ExplainerBuilder labels(List<String> names) {
        labels = new ClassNames(names);
        return this;
    }

    /** Names the checkpoint in results by something other than its folder. */
    public ExplainerBuilder name(String value) {
        name = value;
        return this;
    }

    /** Chooses among these backends, too, such as those of a folder of plugins. */
    public ExplainerBuilder backends(List<BackendProvider> more) {
        backends = List.copyOf(more);
        return this;
    }

    /** Uses the backend of this name and no other. */
    public ExplainerBuilder backend(String name) {
        backend = name;
        return this;
    }

    /**
     * Keeps only each layer's input and computes the layer again in the backward pass: the same numbers with less memory,
     * for about a third more time.
     */
    public ExplainerBuilder checkpointing(boolean value) {
        checkpointing = value;
        return this;
    }

    /**
     * Takes images of other sizes than the model was made for, if they can be cut into whole patches: its position
     * embeddings are interpolated as the library does that the checkpoint is for. Otherwise such images are refused.
     */
    public ExplainerBuilder otherImageSizes(boolean value) {
        otherImageSizes = value;
        return this;
    }

    /**
     * Lets at most so many calls compute at once, whatever the number of calling threads: others wait. Each call needs
     * memory of its own, so this bounds the memory of all; without it there is no bound.
     */
    public ExplainerBuilder maxConcurrent(int calls) {
        if (calls < 1) {
            throw new IllegalArgumentException("at least 1 call must be let in, not " + calls);
        }
        maxConcurrent = calls;
        return this;
    }

    /**
     * Opens the checkpoint warm, or not, which is the default. A warm one has made its {@link Explainer#warmUp()}, and its
     * weights are being read into memory: the first call takes less than it would, and opening longer, by up to seven tenths of a
     * second more than that call gains (measured: docs/adr/0039-opened-warm.md). Where nothing would be gained, because the model is small or the backend compiles nothing while
     * it runs, opening stays as it is.
     */
    public ExplainerBuilder warm(boolean value) {
        warm = value;
        return this;
    }

    /** Tells how far it is, from the opening of the checkpoint on; {@link Explainer#reporting} for single calls. */
    public ExplainerBuilder progress(Progress listener) {
        progress = listener;
        return this;
    }

    /** Tells of each call when it has ended, of all views of the checkpoint: for logs and metrics. */
    public ExplainerBuilder calls(CallListener listener) {
        calls = listener;
        return this;
    }

    /** Computes with this many threads. */
    public ExplainerBuilder threads(int threads) {
        options = options.withThreads(threads);
        return this;
    }

    /**
     * Computes on threads of this executor and on the caller's own, instead of on threads of the library's. It is not
     * shut down, and may be busy with other things: the caller's thread does what it leaves undone.
     */
    public ExplainerBuilder executor(Executor executor) {
        options = options.withExecutor(executor);
        return this;
    }

    /** Keeps weights packed in so many bytes of heap: {@link BackendOptions#packMemory}. */
    public ExplainerBuilder packMemory(long bytes) {
        options = options.withPackMemory(bytes);
        return this;
    }

    /** Asks this of a backend that computes on a device of its own; its name may choose one of several, as in {@code cuda:1}. */
    public ExplainerBuilder device(DeviceOptions value) {
        options = options.withDevice(value);
        return this;
    }

    /** Multiplies with weights in this precision: {@link BackendOptions#precision}. A backend that does not have it is refused. */
    public ExplainerBuilder precision(Precision value) {
        options = options.withPrecision(value);
        return this;
    }

    /** Computes with these kernels of an optional module, or with none: {@link BackendOptions#kernels}. */
    public ExplainerBuilder kernels(String name) {
        options = options.withKernels(name);
        return this;
    }

    LoadOptions loadOptions() {
        return new LoadOptions(
                folder,
                name != null ? name : ModelIdentity.nameOf(folder),
                models,
                backends,
                backend,
                options,
                labels,
                otherImageSizes,
                maxConcurrent);
    }

    /** Opens the checkpoint. */
    public Explainer open() {
        progress.at(Progress.Phase.LOAD, 0, 1);
        LoadedModel loaded = LoadedModel.open(loadOptions());
        try {
            Propagation set = Propagation.of(ruleSet.apply(loaded.family()));
            Propagation method = composite == null ? set : set.with(composite);
            loaded.rules(method);
            View view = new View(method, checkpointing, progress, AnswerListener.NONE, null, AskedUnits.NONE, calls);
            Explainer opened = new Explainer(loaded, true, view);
            if (warm && loaded.gainsFromWarmUp()) {
                loaded.checkpoint().readAhead(Runtime.getRuntime().maxMemory());
                opened.warmUp();
            }
            progress.at(Progress.Phase.LOAD, 1, 1);
            return opened;
        } catch (RuntimeException e) {
            loaded.close();
            throw e;
        }
    }
}
