// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tasks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Models for tests: reference cases, those of encoders with a vocabulary of words. */
public final class Models {
    private static final Path ORACLE = Path.of(System.getProperty("lxt.root"), "oracle");
    private static final String WORDS = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nthe\ncat\nmet\na\ndog\nwho\n";

    /** An image of 61 x 47 pixels. */
    public static final Path IMAGE = ORACLE.resolve("images/jpeg-420.jpg");

    /** A vision transformer that takes 32 x 32 pixels. */
    public static final Path VISION = ORACLE.resolve("cases/vit-gamma");

    private Models() {}

    /** A copy of an encoder that reads text. */
    static Path encoder(String name, Path folder) {
        Path source = ORACLE.resolve(name);
        try {
            Files.writeString(folder.resolve("vocab.txt"), WORDS);
            for (String file : new String[] {"config.json", "model.safetensors", "modules.json"}) {
                if (Files.exists(source.resolve(file))) {
                    Files.copy(source.resolve(file), folder.resolve(file));
                }
            }
            if (Files.exists(source.resolve("1_Pooling"))) {
                Files.createDirectory(folder.resolve("1_Pooling"));
                Files.copy(source.resolve("1_Pooling/config.json"), folder.resolve("1_Pooling/config.json"));
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
