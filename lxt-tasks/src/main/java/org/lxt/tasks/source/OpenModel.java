// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tasks.source;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lxt.explain.Explainer;
import org.lxt.explain.request.Detail;
import org.lxt.explain.request.Request;
import org.lxt.explain.result.Attribution;
import org.lxt.spi.InputKind;
import org.lxt.tasks.refusal.Remedy;
import org.lxt.tasks.refusal.TaskException;
import org.lxt.vision.prepare.Preprocessing;

/**
 * A model that tasks run on: an explainer, and what else tasks need of the checkpoint's folder. Safe for use by several
 * threads at once.
 */
public final class OpenModel implements AutoCloseable {
    private static final Set<Detail> DETAILS = Set.of(Detail.LEDGER, Detail.LATENT);

    private final ModelSource source;
    private final Explainer explainer;
    private volatile @Nullable Preprocessing preprocessing;

    /**
     * A model that is open already.
     *
     * @param source where it came from
     * @param explainer its explainer, or a view of it
     */
    public OpenModel(ModelSource source, Explainer explainer) {
        this.source = source;
        this.explainer = explainer;
    }

    /** The same model, explained by another view of its explainer; closing that does nothing. */
    public OpenModel with(Explainer view) {
        OpenModel other = new OpenModel(source, view);
        other.preprocessing = preprocessing;
        return other;
    }

    /** {@link #with} by a name that needs no quotes in Scala. */
    public OpenModel withExplainer(Explainer view) {
        return with(view);
    }

    /** Where it came from. */
    public ModelSource source() {
        return source;
    }

    /** How it is explained. */
    public Explainer explainer() {
        return explainer;
    }

    /**
     * What is done to an image before the model sees it, read when it is first asked for.
     *
     * @throws TaskException if the model reads no images of red, green and blue
     */
    public Preprocessing preprocessing() {
        Preprocessing known = preprocessing;
        if (known == null) {
            known = ImagePreparation.of(source.folder(), explainer.sizes());
            preprocessing = known;
        }
        return known;
    }

    /**
     * Refuses a model that reads images, for a task that is about text.
     *
     * @throws TaskException if it does
     */
    public void requireText() {
        if (explainer.sizes().input() instanceof InputKind.Pixels) {
            throw new TaskException("this model reads images", Remedy.GIVE_IMAGE);
        }
    }

    /**
     * Explains requests together, with what a report shows: the ledger and relevance at every layer.
     *
     * @return for each request, an attribution for each of its targets
     */
    public List<List<Attribution>> explain(List<Request> requests) {
        return explainer.explain(requests, EnumSet.copyOf(DETAILS));
    }

    /** Closes the explainer. */
    @Override
    public void close() {
        explainer.close();
    }
}
