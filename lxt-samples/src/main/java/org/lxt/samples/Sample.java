// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.samples;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A sample model, unpacked into a temporary checkpoint folder that is deleted when the sample is closed.
 *
 * {@snippet :
 * try (Sample sample = Sample.decoder();
 *         Explainer lxt = Explainer.open(sample.folder())) {
 *     Attribution a = lxt.explain(Prompt.of(sample.prompt()), Target.topLogit());
 * }
 * }
 */
public final class Sample implements AutoCloseable {
    private final SampleModel model;
    private final Path folder;

    private Sample(SampleModel model, Path folder) {
        this.model = model;
        this.folder = folder;
    }

    /** {@link SampleModel#DECODER}, unpacked. */
    public static Sample decoder() {
        return of(SampleModel.DECODER);
    }

    /** {@link SampleModel#STEPS}, unpacked. */
    public static Sample steps() {
        return of(SampleModel.STEPS);
    }

    /**
     * Unpacks a sample.
     *
     * @throws UncheckedIOException if the temporary folder cannot be written
     */
    public static Sample of(SampleModel model) {
        try {
            Path folder = Files.createTempDirectory("lxt-sample-" + model + "-");
            for (String file : model.files()) {
                String name = model + "/" + file;
                try (InputStream in = Sample.class.getResourceAsStream(name)) {
                    if (in == null) {
                        throw new IOException("the jar of lxt-samples lacks " + name);
                    }
                    Files.copy(in, folder.resolve(file));
                }
            }
            return new Sample(model, folder);
        } catch (IOException e) {
            throw new UncheckedIOException("the sample model could not be unpacked: " + e.getMessage(), e);
        }
    }

    /** Which one it is. */
    public SampleModel model() {
        return model;
    }

    /** The checkpoint folder. */
    public Path folder() {
        return folder;
    }

    /** A prompt that the model answers well. */
    public String prompt() {
        return model.prompt();
    }

    /** How the model begins its answer to {@link #prompt()}, up to the token that is worth explaining; often empty. */
    public String opening() {
        return model.opening();
    }

    @Override
    public void close() {
        try {
            for (String file : model.files()) {
                Files.deleteIfExists(folder.resolve(file));
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("the sample model could not be removed from " + folder, e);
        }
    }
}
