// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.option.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.lxt.cli.input.WrongUse;
import org.lxt.cli.terminal.ProgressLine;
import org.lxt.hub.HubModel;
import org.lxt.hub.error.HubException;
import org.lxt.samples.SampleModel;
import org.lxt.tasks.refusal.Remedy;
import org.lxt.tasks.refusal.TaskException;
import org.lxt.tasks.source.ModelSource;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which model: a checkpoint, a model of a hub, or one of the samples. */
public final class ModelOptions {
    @CommandLine.Spec(CommandLine.Spec.Target.MIXEE)
    private CommandLine.Model.CommandSpec command = CommandLine.Model.CommandSpec.create();

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description =
                    "Checkpoint folder of Hugging Face, or a file of weights; or ORG/NAME, a model of the hub, which is"
                            + " pulled if it is not in the cache. Without it, a small sample model.")
    private @Nullable Path folder;

    @Mixin
    private HubOptions hub = new HubOptions();

    @Option(
            names = "--sample",
            paramLabel = "NAME",
            converter = Names.class,
            completionCandidates = Names.class,
            description = "decoder, which answers questions about a short text, or steps, which follows assignments of"
                    + " variables aloud before it says a value; decoder by default.")
    private @Nullable SampleModel sample;

    /** Reads the names of the samples. */
    static final class Names implements CommandLine.ITypeConverter<SampleModel>, Iterable<String> {
        @Override
        public SampleModel convert(String value) {
            for (SampleModel model : SampleModel.values()) {
                if (model.toString().equals(value)) {
                    return model;
                }
            }
            throw new CommandLine.TypeConversionException(
                    "there is no sample '" + value + "'; there are " + String.join(" and ", this));
        }

        @Override
        public Iterator<String> iterator() {
            return Stream.of(SampleModel.values()).map(SampleModel::toString).iterator();
        }
    }

    /** Whether no checkpoint is named. */
    public boolean isSample() {
        return folder == null;
    }

    /**
     * Where the model comes from; a sample is unpacked, and a model of a hub pulled. To a library a checkpoint that is not there
     * is a fault of the set-up; here the path was typed by whoever called.
     *
     * @throws WrongUse if there is nothing at the path and it is no name of a model
     */
    public ModelSource source() {
        if (folder == null) {
            return ModelSource.sample(sample == null ? SampleModel.DECODER : sample);
        }
        if (sample != null) {
            throw new WrongUse("--model DIR and --sample NAME both name the model; leave one out");
        }
        Path typed = folder;
        if (Files.exists(typed)) {
            return ModelSource.of(typed);
        }
        return named(typed)
                .map(model -> pulled(typed, model))
                .orElseThrow(
                        () -> new WrongUse("--model " + typed + " does not exist; give the path of a checkpoint folder"
                                + ", or the ORG/NAME of a model of the hub"));
    }

    /** A name looks like a path of two parts; its slashes are those of this system by now. */
    private static Optional<HubModel> named(Path path) {
        if (path.isAbsolute()) {
            return Optional.empty();
        }
        return HubModel.parse(StreamSupport.stream(path.spliterator(), false)
                .map(Path::toString)
                .collect(Collectors.joining("/")));
    }

    private ModelSource pulled(Path typed, HubModel model) {
        try (ProgressLine line = HubOptions.line(command)) {
            return ModelSource.of(hub.hub(), model, HubOptions.onTerminal(line));
        } catch (HubException e) {
            throw new TaskException(
                    e.fault(), "there is no folder " + typed + " here, and " + e.getMessage(), Remedy.NONE);
        }
    }
}
