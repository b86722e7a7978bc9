package org.lxt.cli.input;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.lxt.tasks.source.ModelSource;

/** The model of {@code --model}. */
public final class GivenModel {
    private GivenModel() {}

    /**
     * The source of the model; the sample where no path is given. To a library a checkpoint that is not there is a fault of the
     * set-up; here the path was typed by whoever called.
     *
     * @throws WrongUse if there is nothing at the path
     */
    public static ModelSource source(@Nullable Path path) {
        if (path != null && Files.notExists(path)) {
            throw new WrongUse("--model " + path + " does not exist; give the path of a checkpoint folder");
        }
        return ModelSource.ofNullable(path);
    }
}
