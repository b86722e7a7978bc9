// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.processor.choice;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.Availability;
import org.lxt.tensor.backend.BackendOptions;
import org.lxt.tensor.backend.BackendUnavailableException;
import org.lxt.tensor.backend.FoundServices;
import org.lxt.tensor.backend.Precision;
import org.lxt.tensor.processor.Bf16Product;
import org.lxt.tensor.processor.BlockRuns;
import org.lxt.tensor.processor.KernelProvider;
import org.lxt.tensor.processor.RowProducts;
import org.lxt.tensor.processor.check.KernelChecks;
import org.lxt.tensor.weight.Encoding;

/** The kernels that a backend uses beside its own. */
public final class KernelChoice {
    private static final String BEST = BackendOptions.BEST_KERNELS;
    private static final String NONE = BackendOptions.NO_KERNELS;

    private static final System.Logger LOG = System.getLogger(KernelChoice.class.getName());
    private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

    /** What kernels were found to be when they were checked, once for each class that offers them. */
    private static final Map<Class<?>, Availability> EXAMINED = Collections.synchronizedMap(new WeakHashMap<>());

    /** Whether what reads blocks was found right when it was checked, for each class that offers it. */
    private static final Map<Class<?>, Map<Reader, Boolean>> READERS = Collections.synchronizedMap(new WeakHashMap<>());

    /** Kernels of a group where they read an encoding. */
    private record Reader(Class<?> group, Encoding encoding) {}

    private final @Nullable KernelProvider provider;

    /** What was found of {@link #widening}, which is asked for every panel. */
    private final Map<Encoding, Optional<BlockRuns>> widening = new ConcurrentHashMap<>();

    private KernelChoice(@Nullable KernelProvider provider) {
        this.provider = provider;
    }

    /**
     * Chooses by name.
     *
     * @param name a provider's name, {@link BackendOptions#BEST_KERNELS} or {@link BackendOptions#NO_KERNELS}. With the best, if there are kernels for processors
     *     of this kind and none of them can be used, the reason is logged once per JVM
     * @param precision of products with weights; where it is bf16 and the chosen kernels have no {@link Bf16Product}, that is
     *     logged once per JVM
     * @throws BackendUnavailableException if there are no kernels of this name, or they cannot run here; never takes others
     */
    public static KernelChoice of(String name, Precision precision) {
        return switch (name) {
            case NONE -> withoutAny(precision);
            case BEST -> best(providers(), precision);
            default -> named(providers(), name, precision);
        };
    }

    private static KernelChoice withoutAny(Precision precision) {
        return new KernelChoice(null).tellingOfRounding(precision, "");
    }

    /** All providers on the class or module path, highest priority first, then by name. */
    public static List<KernelProvider> providers() {
        FoundServices<KernelProvider> found =
                FoundServices.of(KernelProvider.class, loader -> ServiceLoader.load(KernelProvider.class, loader));
        found.problems().forEach(KernelChoice::warn);
        List<KernelProvider> all = new ArrayList<>(found.services());
        all.sort(Comparator.comparingInt(KernelProvider::priority).reversed().thenComparing(KernelProvider::name));
        return List.copyOf(all);
    }

    static KernelChoice best(List<KernelProvider> all, Precision precision) {
        Map<String, List<String>> reasons = new LinkedHashMap<>();
        for (KernelProvider candidate : all) {
            boolean isFor = candidate.precision() == Precision.FLOAT32 || candidate.precision() == precision;
            if (!candidate.suits() || !isFor) {
                continue;
            }
            Availability availability = examine(candidate);
            if (availability.available()) {
                return new KernelChoice(candidate).tellingOfRounding(precision, sentence(reasons));
            }
            reasons.computeIfAbsent(availability.reason(), r -> new ArrayList<>())
                    .add("'" + candidate.name() + "'");
        }
        if (!reasons.isEmpty()) {
            warn("computing with the slower kernels of the Vector API: " + sentence(reasons));
        }
        return withoutAny(precision);
    }

    private static String sentence(Map<String, List<String>> reasons) {
        return reasons.entrySet().stream()
                .map(e -> "kernels " + String.join(" and ", e.getValue()) + " cannot be used: " + e.getKey())
                .collect(Collectors.joining("; "));
    }

    static KernelChoice named(List<KernelProvider> all, String name, Precision precision) {
        KernelProvider found = all.stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow(() -> BackendUnavailableException.unknown(
                        "there are no kernels '" + name + "'; there are: " + names(all)));
        Availability availability = examine(found);
        if (!availability.available()) {
            throw new BackendUnavailableException("kernels '" + name + "' cannot be used: " + availability.reason());
        }
        return new KernelChoice(found).tellingOfRounding(precision, "");
    }

    /** Logs it if the precision gains nothing, since these kernels have no products of it. */
    private KernelChoice tellingOfRounding(Precision precision, String reasons) {
        if (precision == Precision.BF16 && kernels(Bf16Product.class).isEmpty()) {
            warn(
                    "bf16 products are computed by the kernels of float32 on rounded numbers, which is not faster than float32: "
                            + (reasons.isEmpty() ? "kernels '" + name() + "' have no others" : reasons));
        }
        return this;
    }

    private static String names(List<KernelProvider> all) {
        return all.stream().map(KernelProvider::name).collect(Collectors.joining(", ", "", all.isEmpty() ? "" : ", "))
                + BEST + ", " + NONE;
    }

    /**
     * Whether kernels can run here and compute rightly: the first time each is compared with plain loops, which takes some
     * milliseconds.
     */
    public static Availability examine(KernelProvider provider) {
        Availability known = EXAMINED.get(provider.getClass());
        if (known != null) {
            return known;
        }
        Availability found = found(provider);
        EXAMINED.put(provider.getClass(), found);
        return found;
    }

    private static Availability found(KernelProvider provider) {
        if (!provider.suits()) {
            return Availability.no("they are for other processors than this one");
        }
        Availability availability = provider.availability();
        if (!availability.available()) {
            return availability;
        }
        return KernelChecks.problem(provider)
                .map(problem -> Availability.no("switched off, since they " + problem))
                .orElse(availability);
    }

    private static void warn(String problem) {
        if (SAID.add(problem)) {
            LOG.log(System.Logger.Level.WARNING, problem);
        }
    }

    /** The name of the chosen kernels, or {@link BackendOptions#NO_KERNELS}. */
    public String name() {
        return provider == null ? NONE : provider.name();
    }

    /** The chosen kernels of a group, if there are any. */
    public <K> Optional<K> kernels(Class<K> group) {
        return provider == null ? Optional.empty() : provider.kernels(group);
    }

    /**
     * Whether the chosen kernels multiply few rows by a weight that is stored so. Blocks are checked when the first ones of their encoding are
     * met, which takes some milliseconds; if something is wrong that is logged once, and they are not read.
     */
    public boolean multiplies(Encoding encoding) {
        RowProducts products = kernels(RowProducts.class).orElse(null);
        if (products == null || !products.reads(encoding)) {
            return false;
        }
        return !encoding.isBlocked()
                || isRight(RowProducts.class, encoding, () -> KernelChecks.problem(products, encoding));
    }

    /** What widens blocks of an encoding, if the chosen kernels do; null if not. It is checked in the same way. */
    public @Nullable BlockRuns widening(Encoding encoding) {
        Optional<BlockRuns> known = widening.get(encoding);
        if (known == null) {
            known = widening.computeIfAbsent(
                    encoding,
                    e -> kernels(BlockRuns.class)
                            .filter(runs ->
                                    runs.reads(e) && isRight(BlockRuns.class, e, () -> KernelChecks.problem(runs, e))));
        }
        return known.orElse(null);
    }

    private boolean isRight(Class<?> group, Encoding encoding, Supplier<Optional<String>> check) {
        if (provider == null) {
            return false;
        }
        return READERS.computeIfAbsent(provider.getClass(), _ -> new ConcurrentHashMap<>())
                .computeIfAbsent(new Reader(group, encoding), _ -> {
                    Optional<String> problem = check.get();
                    problem.ifPresent(
                            p -> warn("kernels '" + name() + "' are not used for " + encoding + ", since they " + p));
                    return problem.isEmpty();
                });
    }
}
