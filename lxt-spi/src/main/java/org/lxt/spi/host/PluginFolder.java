package org.lxt.spi.host;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lxt.api.API;
import org.lxt.spi.ModelPlugin;
import org.lxt.spi.checkpoint.ModelException;
import org.lxt.tensor.backend.BackendProvider;

/**
 * A folder of plugins: jars that each register model families, offer backends, or both. Each jar is loaded by itself, so
 * that no two of them see each other's classes; what it needs other than LXT must be inside it. A jar that cannot be used takes
 * no other down.
 *
 * <p>The classes of a folder stay loaded as long as the program runs.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class PluginFolder {
    private final List<ModelPlugin> models = new ArrayList<>();
    private final List<BackendProvider> backends = new ArrayList<>();
    private final List<PluginProblem> problems = new ArrayList<>();

    private PluginFolder() {}

    /**
     * Loads the plugins of a folder.
     *
     * @param folder whose files named {@code *.jar} are plugins
     * @throws ModelException if there is no such folder
     */
    public static PluginFolder open(Path folder) {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new ModelException(folder + " is a file; the plugins are named by the folder that their jars are in");
        }
        if (!Files.isDirectory(folder)) {
            throw new ModelException("there is no folder of plugins " + folder + "; make it, or name another");
        }
        PluginFolder result = new PluginFolder();
        jars(folder).forEach(result::add);
        return result;
    }

    private static List<Path> jars(Path folder) {
        List<Path> jars = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jar")) {
            files.forEach(jars::add);
        } catch (IOException e) {
            throw new ModelException("the folder of plugins " + folder + " cannot be read: " + e.getMessage(), e);
        }
        jars.sort(null);
        return jars;
    }

    private void add(Path jar) {
        if (!Files.isRegularFile(jar)) {
            problems.add(new PluginProblem(jar.toString(), "is no file that is there"));
            return;
        }
        PluginJar plugins = new PluginJar(jar.toAbsolutePath());
        try {
            plugins.load();
            models.addAll(plugins.models());
            backends.addAll(plugins.backends());
        } catch (ModelException e) {
            problems.add(new PluginProblem(jar.toString(), String.valueOf(e.getMessage())));
        } catch (RuntimeException | Error e) {
            ForeignCode.rethrowIfOfTheJvm(e);
            problems.add(new PluginProblem(jar.toString(), "cannot be loaded: " + ForeignCode.reason(e)));
        }
        plugins.problems().forEach(p -> problems.add(new PluginProblem(jar.toString(), p)));
    }

    /** Whether there is no jar in it. */
    public boolean isEmpty() {
        return models.isEmpty() && backends.isEmpty() && problems.isEmpty();
    }

    /** The plugins that register model families, jar by jar in the order of their names. */
    public List<ModelPlugin> models() {
        return List.copyOf(models);
    }

    /** The backends, jar by jar in the order of their names. */
    public List<BackendProvider> backends() {
        return List.copyOf(backends);
    }

    /** The jars that cannot be used, and why. */
    public List<PluginProblem> problems() {
        return List.copyOf(problems);
    }
}
