package org.lxt.spi;

import java.net.URI;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** The model families that are known: by default those of all plugins on the class or module path. */
public final class ModelMap {
    private final List<ModelFamily> families;

    private ModelMap(List<ModelFamily> families) {
        this.families = List.copyOf(families);
    }

    /** The families of all plugins that {@link ServiceLoader} finds. */
    public static ModelMap defaults() {
        List<ModelPlugin> plugins = new ArrayList<>();
        ServiceLoader.load(ModelPlugin.class).forEach(plugins::add);
        return of(plugins);
    }

    /** The families of these plugins alone. */
    public static ModelMap of(List<ModelPlugin> plugins) {
        List<ModelFamily> families = new ArrayList<>();
        for (ModelPlugin plugin : plugins) {
            Builder builder = new Builder(originOf(plugin));
            plugin.register(builder);
            builder.families.forEach(f -> families.add(f.build()));
        }
        return new ModelMap(families);
    }

    /** All families, in the order of their registration. */
    public List<ModelFamily> families() {
        return families;
    }

    /**
     * The one family that recognises a checkpoint.
     *
     * @throws ModelException if there is none, or more than one
     */
    public ModelFamily familyOf(ModelConfig config) {
        return only(config, families.stream().filter(f -> f.recognises(config)).toList());
    }

    /**
     * The one family that recognises a checkpoint, by its options or, if it has none at all, by its parameters.
     *
     * @throws ModelException if there is none, or more than one
     */
    public ModelFamily familyOf(ModelConfig config, Weights weights) {
        return only(
                config,
                families.stream().filter(f -> f.recognises(config, weights)).toList());
    }

    private ModelFamily only(ModelConfig config, List<ModelFamily> found) {
        if (found.size() > 1) {
            throw new ModelException(config.source() + ": two plugins recognise this checkpoint, "
                    + found.stream()
                            .map(f -> "family '" + f.name() + "' of " + f.origin())
                            .collect(Collectors.joining(" and "))
                    + "; remove one of them, or open the model with an explicit model map");
        }
        if (found.isEmpty()) {
            throw new ModelException(config.source() + ": no plugin knows " + describe(config) + "; supported: "
                    + (families.isEmpty() ? "nothing, for no plugin is installed" : supported()));
        }
        return found.getFirst();
    }

    private static String describe(ModelConfig config) {
        if (!config.architectures().isEmpty()) {
            return "the architecture " + String.join(", ", config.architectures());
        }
        return config.modelType().isEmpty()
                ? "a checkpoint without 'architectures' and 'model_type'"
                : "the model type '" + config.modelType() + "' without 'architectures'";
    }

    private String supported() {
        return families.stream()
                .map(f -> f.name() + " (" + String.join(", ", f.architectures()) + ")")
                .collect(Collectors.joining(", "));
    }

    /** The file name of the jar or folder a plugin was loaded from. */
    private static String originOf(ModelPlugin plugin) {
        CodeSource source = plugin.getClass().getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            return plugin.getClass().getName();
        }
        URI location = URI.create(source.getLocation().toString());
        if (!"file".equals(location.getScheme())) {
            return location.toString();
        }
        Path path = Path.of(location);
        return path.toString();
    }

    /** Takes the families of one plugin. */
    public static final class Builder {
        private final String origin;
        private final List<ModelFamily.Builder> families = new ArrayList<>();

        private Builder(String origin) {
            this.origin = origin;
        }

        /** Begins a family. */
        public ModelFamily.Builder family(String name) {
            ModelFamily.Builder family = new ModelFamily.Builder(name, origin);
            families.add(family);
            return family;
        }
    }
}
