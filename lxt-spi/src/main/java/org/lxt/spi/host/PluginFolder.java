// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.host;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lxt.api.API;
import org.lxt.spi.ModelPlugin;
import org.lxt.spi.checkpoint.ModelException;
import org.lxt.tensor.backend.BackendProvider;

/**
 * A folder of plugins: jars that each register model families, offer backends, or provide another service that a program
 * asks for. Each jar is loaded by itself, so that no two of them see each other's classes; what it needs other than LXT must
 * be inside it. A jar that cannot be used takes no other down.
 *
 * <p>The classes of a folder stay loaded as long as the program runs.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class PluginFolder {
    private final Map<Class<?>, List<Object>> providers = new LinkedHashMap<>();
    private final List<PluginProblem> problems = new ArrayList<>();

    private PluginFolder() {}

    /**
     * Loads the plugins of a folder.
     *
     * @param folder whose files named {@code *.jar} are plugins
     * @param more services that jars may provide in addition to families and backends, such as formats of reports
     * @throws ModelException if there is no such folder
     */
    public static PluginFolder open(Path folder, Class<?>... more) {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new ModelException(folder + " is a file; the plugins are named by the folder that their jars are in");
        }
        if (!Files.isDirectory(folder)) {
            throw new ModelException("there is no folder of plugins " + folder + "; make it, or name another");
        }
        PluginFolder result = new PluginFolder();
        result.providers.put(ModelPlugin.class, new ArrayList<>());
        result.providers.put(BackendProvider.class, new ArrayList<>());
        List.of(more).forEach(service -> result.providers.put(service, new ArrayList<>()));
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
        PluginJar plugins = new PluginJar(jar.toAbsolutePath(), providers.keySet());
        try {
            plugins.load();
            providers.forEach((service, all) -> all.addAll(plugins.providers(service)));
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
        return providers.values().stream().allMatch(List::isEmpty) && problems.isEmpty();
    }

    /** The plugins that register model families, jar by jar in the order of their names. */
    public List<ModelPlugin> models() {
        return of(ModelPlugin.class);
    }

    /** The backends, jar by jar in the order of their names. */
    public List<BackendProvider> backends() {
        return of(BackendProvider.class);
    }

    /**
     * The providers of a service, jar by jar in the order of their names.
     *
     * @throws IllegalArgumentException if the folder was not opened with it
     */
    public <S> List<S> of(Class<S> service) {
        List<Object> found = providers.get(service);
        if (found == null) {
            throw new IllegalArgumentException("the folder of plugins was opened without " + service.getName());
        }
        return found.stream().map(service::cast).toList();
    }

    /** The jars that cannot be used, and why. */
    public List<PluginProblem> problems() {
        return List.copyOf(problems);
    }
}
