package org.lxt.samples;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

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
    private static final List<String> FILES = List.of("config.json", "model.safetensors", "tokenizer.json");

    private static final String DECODER_PROMPT = """
            Context: Farah Tanaka has a green parrot. The 1998 expedition climbed as high as 2,257 m. \
            The city of Venholt has 727,800 inhabitants. Farah Novak likes beans. Lars Costa works as a farmer.
            Question: What does Farah Novak like to eat?
            Answer:""";

    private final Path folder;
    private final String prompt;

    private Sample(Path folder, String prompt) {
        this.folder = folder;
        this.prompt = prompt;
    }

    /**
     * A decoder of LLaMA's architecture with one million parameters, which answers questions about a short context. Every
     * answer stands word for word in the context, so one knows where the evidence is.
     */
    public static Sample decoder() {
        try {
            Path folder = Files.createTempDirectory("lxt-sample-decoder-");
            for (String file : FILES) {
                try (InputStream in = Sample.class.getResourceAsStream("decoder/" + file)) {
                    if (in == null) {
                        throw new IOException("the jar of lxt-samples lacks decoder/" + file);
                    }
                    Files.copy(in, folder.resolve(file));
                }
            }
            return new Sample(folder, DECODER_PROMPT);
        } catch (IOException e) {
            throw new UncheckedIOException("the sample model could not be unpacked: " + e.getMessage(), e);
        }
    }

    /** The checkpoint folder. */
    public Path folder() {
        return folder;
    }

    /** A prompt that the model answers well. */
    public String prompt() {
        return prompt;
    }

    @Override
    public void close() {
        try {
            for (String file : FILES) {
                Files.deleteIfExists(folder.resolve(file));
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("the sample model could not be removed from " + folder, e);
        }
    }
}
