// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.lxt.api.Fault;
import org.lxt.rules.Patches;
import org.lxt.rules.RuleSet;
import org.lxt.spi.ModelFamily;
import org.lxt.spi.ModelPlugin;
import org.lxt.spi.checkpoint.Excerpt;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.spi.checkpoint.ModelException;
import org.lxt.spi.checkpoint.Weights;
import org.lxt.tensor.backend.FoundServices;

/**
 * The model families that are known: by default those of all plugins on the class or module path. A value: what adds to it
 * or changes it gives another map.
 *
 * {@snippet :
 * ModelMap models = ModelMap.defaults()
 *         .with(PluginFolder.open(Path.of("plugins")))
 *         .with("llama", RuleSet.ATTN_LRP, patches -> patches.withNorm(Norms.ORDINARY));
 * }
 */
public final class ModelMap {
    private static final System.Logger LOG = System.getLogger(ModelMap.class.getName());
    private static final Set<PluginProblem> SAID = ConcurrentHashMap.newKeySet();

    private final List<ModelFamily> families;
    private final List<PluginProblem> problems;

    private ModelMap(List<ModelFamily> families, List<PluginProblem> problems) {
        this.families = List.copyOf(families);
        this.problems = List.copyOf(problems);
    }

    /**
     * The families of all plugins that {@link ServiceLoader} finds, asking the thread's context class loader and LXT's own;
     * no plugin is taken twice. One that cannot be used takes no other down: it is among the {@link #problems}, and logged
     * once per JVM.
     */
    public static ModelMap defaults() {
        FoundServices<ModelPlugin> found =
                FoundServices.of(ModelPlugin.class, loader -> ServiceLoader.load(ModelPlugin.class, loader));
        Registration registration = new Registration();
        found.problems().forEach(p -> registration.problem("a plugin on the class or module path", p));
        found.services().forEach(registration::add);
        return registration.map().logged();
    }

    /**
     * The families of these plugins alone.
     *
     * @throws ModelException if one of them does not describe a family as a whole; what else it throws comes through
     */
    public static ModelMap of(List<ModelPlugin> plugins) {
        Registration registration = new Registration();
        plugins.forEach(registration::require);
        return registration.map();
    }

    /** These families and those of a folder of plugins, whose problems become the map's. */
    public ModelMap with(PluginFolder folder) {
        Registration registration = new Registration(this);
        folder.problems().forEach(registration::problem);
        folder.models().forEach(registration::add);
        return registration.map();
    }

    /** {@link #with(PluginFolder)} by a name that needs no quotes in Scala. */
    public ModelMap withPlugins(PluginFolder folder) {
        return with(folder);
    }

    /**
     * These families, one of them with other patches for a rule set that it has.
     *
     * @param family name of the family
     * @param set the rule set
     * @param change makes the new patches of the old ones
     * @throws ModelException if there is no such family, or it has no such rule set
     */
    public ModelMap with(String family, RuleSet set, UnaryOperator<Patches> change) {
        return with(family, set, change.apply(family(family).patches(set)));
    }

    /** {@link #with(String, RuleSet, UnaryOperator)} by a name that needs no quotes in Scala. */
    public ModelMap withPatches(String family, RuleSet set, UnaryOperator<Patches> change) {
        return with(family, set, change);
    }

    /**
     * These families, one of them with patches for a rule set, be it one that it has or one of the caller's own.
     *
     * @param family name of the family
     * @param set the rule set
     * @param patches what it does
     * @throws ModelException if there is no such family, or it has another rule set of that name
     */
    public ModelMap with(String family, RuleSet set, Patches patches) {
        ModelFamily old = family(family);
        return new ModelMap(
                families.stream()
                        .map(f -> f.equals(old) ? f.with(set, patches) : f)
                        .toList(),
                problems);
    }

    /** {@link #with(String, RuleSet, Patches)} by a name that needs no quotes in Scala. */
    public ModelMap withPatches(String family, RuleSet set, Patches patches) {
        return with(family, set, patches);
    }

    /** These families, all of them with models that have other parameters: {@link ModelFamily#reading}. */
    public ModelMap reading(UnaryOperator<Weights> change) {
        return new ModelMap(families.stream().map(f -> f.reading(change)).toList(), problems);
    }

    private ModelMap logged() {
        problems.stream().filter(SAID::add).forEach(p -> LOG.log(System.Logger.Level.WARNING, p.toString()));
        return this;
    }

    /** What is wrong with plugins that were found: those that cannot be used, and those that claim the same family. */
    public List<PluginProblem> problems() {
        return problems;
    }

    /**
     * The family of this name.
     *
     * @throws ModelException if there is none, or more than one
     */
    public ModelFamily family(String name) {
        List<ModelFamily> found =
                families.stream().filter(f -> f.name().equals(name)).toList();
        if (found.isEmpty()) {
            throw new ModelException(
                    Fault.CALLER,
                    "there is no family '" + Excerpt.of(name) + "'; there are: "
                            + families.stream().map(ModelFamily::name).collect(Collectors.joining(", ")));
        }
        if (found.size() > 1) {
            throw new ModelException("there is more than one family '" + name + "': of "
                    + found.stream().map(ModelFamily::origin).collect(Collectors.joining(" and of "))
                    + "; remove all but one");
        }
        return found.getFirst();
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
        return only(config, recognising(config, f -> f.recognises(config)));
    }

    /**
     * The one family that recognises a checkpoint, by its options or, if it has none at all, by its parameters.
     *
     * @throws ModelException if there is none, or more than one
     */
    public ModelFamily familyOf(ModelConfig config, Weights weights) {
        return only(config, recognising(config, weights));
    }

    /** The families that recognise a checkpoint: no more than one, unless plugins claim the same. */
    public List<ModelFamily> recognising(ModelConfig config, Weights weights) {
        return recognising(config, f -> f.recognises(config, weights));
    }

    private List<ModelFamily> recognising(ModelConfig config, Predicate<ModelFamily> test) {
        List<ModelFamily> found = families.stream().filter(test).toList();
        return found.isEmpty()
                ? families.stream().filter(f -> f.recognisesType(config)).toList()
                : found;
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
            throw new ModelException(config.source() + ": no installed family knows " + describe(config)
                    + (families.isEmpty()
                            ? ", for no plugin is installed" + unusable("; 'lxt models' tells ")
                                    + "; plugins add families"
                            : "; 'lxt models' lists the families" + unusable(" and ") + ", and plugins add others"));
        }
        return found.getFirst();
    }

    private static String describe(ModelConfig config) {
        List<String> architectures = config.architectures();
        String type = Excerpt.of(config.modelType());
        if (!architectures.isEmpty()) {
            return "the architecture " + Excerpt.of(String.join(", ", architectures))
                    + (config.bringsCode() ? ", whose code is the checkpoint's own" : "");
        }
        return type.isEmpty()
                ? "a checkpoint without 'architectures' and 'model_type'"
                : "the model type '" + type + "' without 'architectures'";
    }

    private String unusable(String before) {
        int count = problems.size();
        return count == 0 ? "" : before + "what is wrong with " + (count == 1 ? "a plugin" : count + " plugins");
    }

    /** Collects the families of plugins. */
    private static final class Registration {
        private final List<ModelFamily> families = new ArrayList<>();
        private final List<PluginProblem> problems = new ArrayList<>();

        Registration() {}

        Registration(ModelMap map) {
            families.addAll(map.families);
            problems.addAll(map.problems);
        }

        void problem(String origin, String sentence) {
            problem(new PluginProblem(origin, sentence));
        }

        void problem(PluginProblem problem) {
            problems.add(problem);
        }

        /** Takes a plugin's families, or none of them. */
        void add(ModelPlugin plugin) {
            String origin = PluginOrigin.of(plugin.getClass());
            Optional<String> unfit = SpiVersion.mismatch(plugin.getClass().getModule());
            if (unfit.isPresent()) {
                problem(origin, unfit.get());
                return;
            }
            try {
                require(plugin);
            } catch (ModelException e) {
                problem(origin, String.valueOf(e.getMessage()));
            } catch (RuntimeException | Error e) {
                ForeignCode.rethrowIfOfTheJvm(e);
                problem(origin, ForeignCode.problem(e, plugin.getClass().getName(), "while registering"));
            }
        }

        void require(ModelPlugin plugin) {
            FamilyOrigin origin = new FamilyOrigin(PluginOrigin.of(plugin.getClass()));
            List<ModelFamily.Builder> begun = new ArrayList<>();
            plugin.register(name -> {
                ModelFamily.Builder family = new ModelFamily.Builder(name, origin);
                begun.add(family);
                return family;
            });
            List<ModelFamily> registered =
                    begun.stream().map(ModelFamily.Builder::build).toList();
            if (registered.isEmpty()) {
                problem(origin.place(), plugin.getClass().getName() + " registers no family");
            }
            for (ModelFamily family : registered) {
                families.stream()
                        .filter(other -> other.name().equals(family.name()))
                        .findFirst()
                        .ifPresent(other -> problem(
                                family.origin(),
                                "registers the family '" + family.name() + "', as " + other.origin()
                                        + " does: remove one of them, for what both recognise is refused"));
                families.add(family);
            }
        }

        ModelMap map() {
            return new ModelMap(families, problems);
        }
    }
}
