// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tasks.source;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lxt.chat.ChatTemplate;
import org.lxt.explain.Explainer;
import org.lxt.explain.ExplainerBuilder;
import org.lxt.hub.Hub;
import org.lxt.hub.HubModel;
import org.lxt.hub.PullListener;
import org.lxt.samples.Sample;
import org.lxt.samples.SampleModel;
import org.lxt.tasks.refusal.Remedy;
import org.lxt.tasks.refusal.TaskException;

/**
 * Where a model comes from: a checkpoint, a model of a hub, or a sample model, which is unpacked into a folder that is deleted
 * when the source is closed. Safe for use by several threads at once.
 *
 * {@snippet :
 * try (ModelSource source = ModelSource.sample();
 *         OpenModel model = source.open()) {
 *     Report report = TextTask.of("Lars likes").run(model).report();
 * }
 * }
 */
public final class ModelSource implements AutoCloseable {
    private final Path folder;
    private final @Nullable Sample sample;
    private final @Nullable String name;
    private final @Nullable Path templateFile;
    private volatile @Nullable ChatTemplate template;

    private ModelSource(Path folder, @Nullable Sample sample, @Nullable String name, @Nullable Path templateFile) {
        this.folder = folder;
        this.sample = sample;
        this.name = name;
        this.templateFile = templateFile;
    }

    /** A checkpoint: a folder of Hugging Face, or a file of weights. */
    public static ModelSource of(Path folder) {
        return new ModelSource(folder, null, null, null);
    }

    /**
     * A model of a hub: from the cache, into which it is pulled if it is not there.
     *
     * @throws org.lxt.hub.error.HubException if it cannot be had
     */
    public static ModelSource of(Hub hub, HubModel model) {
        return of(hub, model, PullListener.NONE);
    }

    /**
     * A model of a hub: from the cache, into which it is pulled if it is not there.
     *
     * @param listener told how far that is
     * @throws org.lxt.hub.error.HubException if it cannot be had
     */
    public static ModelSource of(Hub hub, HubModel model, PullListener listener) {
        return new ModelSource(hub.locate(model, listener), null, model.toString(), null);
    }

    /** The sample that answers questions, unpacked. */
    public static ModelSource sample() {
        return sample(SampleModel.DECODER);
    }

    /** A sample model, unpacked. */
    public static ModelSource sample(SampleModel model) {
        Sample sample = Sample.of(model);
        return new ModelSource(sample.folder(), sample, "sample " + model, null);
    }

    /** The same with the chat template of this file in place of the checkpoint's own; closing either closes both. */
    public ModelSource withChatTemplate(Path file) {
        return new ModelSource(folder, sample, name, file);
    }

    /** The folder, or the file of weights. */
    public Path folder() {
        return folder;
    }

    /** What it is called. */
    public String name() {
        return name == null ? folder.toString() : name;
    }

    /** A prompt that the model answers well; of a sample only. */
    public Optional<String> prompt() {
        return Optional.ofNullable(sample).map(Sample::prompt);
    }

    /**
     * The same with the answer begun, up to the token that is worth explaining; of a sample only. Nothing is begun where
     * that is the first token.
     */
    public Optional<String> promptAndOpening() {
        return Optional.ofNullable(sample).map(s -> s.prompt() + s.opening());
    }

    /**
     * The chat template, read when it is first asked for.
     *
     * @throws TaskException if the checkpoint has none
     * @throws org.lxt.chat.ChatException if it is damaged
     */
    public ChatTemplate chatTemplate() {
        ChatTemplate known = template;
        if (known == null) {
            known = templateFile != null
                    ? CheckpointTemplate.open(folder, templateFile)
                    : CheckpointTemplate.open(folder)
                            .orElseThrow(() -> new TaskException(
                                    "this checkpoint has no chat template, neither in tokenizer_config.json nor as"
                                            + " chat_template.jinja",
                                    Remedy.OTHER_TEMPLATE));
            template = known;
        }
        return known;
    }

    /**
     * How a pair of texts is put to a reranker, as a GGUF file says it: the prompt, with {@code {query}} and {@code {document}} for
     * them. Empty if no file says so, or a chat template was given in place of the checkpoint's own.
     */
    public Optional<String> pairTemplate() {
        return templateFile == null ? CheckpointTemplate.ofPairs(folder) : Optional.empty();
    }

    /** Chooses how the checkpoint is opened. */
    public ExplainerBuilder builder() {
        ExplainerBuilder builder = Explainer.builder(folder);
        return name == null ? builder : builder.name(name);
    }

    /** Opens the model with its family's default rules on the best backend. */
    public OpenModel open() {
        return open(builder());
    }

    /**
     * Opens the model.
     *
     * @param builder that of this source, with other choices
     */
    public OpenModel open(ExplainerBuilder builder) {
        return new OpenModel(this, builder.open());
    }

    /** Deletes the folder of a sample; a checkpoint stays. */
    @Override
    public void close() {
        if (sample != null) {
            sample.close();
        }
    }
}
