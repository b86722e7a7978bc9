package org.lxt.cli.option;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lxt.cli.input.WrongUse;
import org.lxt.samples.SampleModel;
import org.lxt.tasks.source.ModelSource;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Which model: a checkpoint, or one of the samples. */
public final class ModelOptions {
    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "Checkpoint folder of Hugging Face, or a file of weights; without it, a small sample model.")
    private @Nullable Path folder;

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
     * Where the model comes from; a sample is unpacked. To a library a checkpoint that is not there is a fault of the set-up;
     * here the path was typed by whoever called.
     *
     * @throws WrongUse if there is nothing at the path
     */
    public ModelSource source() {
        if (folder == null) {
            return ModelSource.sample(sample == null ? SampleModel.DECODER : sample);
        }
        if (sample != null) {
            throw new WrongUse("--model DIR and --sample NAME both name the model; leave one out");
        }
        if (Files.notExists(folder)) {
            throw new WrongUse("--model " + folder + " does not exist; give the path of a checkpoint folder");
        }
        return ModelSource.of(folder);
    }
}
