// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.conditions.ArchConditions.onlyDependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lxt.api.LxtException;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.kernel.AttentionPlan;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.Index;
import org.lxt.tensor.backend.memory.MatrixView;
import org.lxt.tensor.weight.WeightHandle;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.databind.ObjectMapper;

/** The rules of {@code docs/architecture.md} that a machine can check. */
final class Architecture {
    private static final String OURS = "org.lxt..";

    /** Read by the compiler alone: nothing of them is needed at run time. */
    private static final List<String> ANNOTATIONS = List.of("org.jspecify.annotations", "com.google.auto.service");

    /** For each part, the other parts of ours that it may use. */
    private static final Map<String, List<String>> MAY_USE = mayUse();

    /** Backends are in lxt-tensor, and in modules of their own that need nothing but it. */
    private static final DescribedPredicate<JavaClass> ABOVE_BACKENDS =
            resideOutsideOfPackages(part("tensor"), part("cuda"));

    private static final Set<String> BACKEND_CALLS = Set.of("name", "description", "compilesLate", "close");

    private Architecture() {}

    private static Map<String, List<String>> mayUse() {
        Map<String, List<String>> parts = new LinkedHashMap<>();
        parts.put("api", List.of());
        parts.put("json", List.of("api"));
        parts.put("tensor", List.of("api"));
        parts.put("cuda", List.of("tensor", "api"));
        parts.put("asm", List.of("tensor", "api"));
        parts.put("rules", List.of("tensor", "api"));
        parts.put("spi", List.of("rules", "tensor", "api"));
        parts.put("models", List.of("spi", "rules", "tensor", "api"));
        parts.put("tokenizers", List.of("json", "api"));
        parts.put("chat", List.of("json", "api"));
        parts.put("checkpoint", List.of("json", "spi", "rules", "tensor", "api"));
        parts.put("hub", List.of("json", "api"));
        parts.put("vision", List.of("spi", "rules", "tensor", "api"));
        parts.put("explain", List.of("checkpoint", "tokenizers", "spi", "rules", "tensor", "api"));
        parts.put("report", List.of("json", "explain", "checkpoint", "tokenizers", "spi", "rules", "tensor", "api"));
        parts.put("samples", List.of("explain", "checkpoint", "tokenizers", "spi", "rules", "tensor", "api"));
        parts.put("testkit", List.of("json", "explain", "checkpoint", "tokenizers", "spi", "rules", "tensor", "api"));
        parts.put(
                "tasks",
                List.of(
                        "hub",
                        "samples",
                        "report",
                        "chat",
                        "explain",
                        "vision",
                        "checkpoint",
                        "tokenizers",
                        "json",
                        "spi",
                        "rules",
                        "tensor",
                        "api"));
        parts.put(
                "evaluate",
                List.of(
                        "tasks",
                        "hub",
                        "samples",
                        "report",
                        "chat",
                        "explain",
                        "vision",
                        "checkpoint",
                        "tokenizers",
                        "json",
                        "spi",
                        "rules",
                        "tensor",
                        "api"));
        parts.put(
                "cli",
                List.of(
                        "evaluate",
                        "tasks",
                        "hub",
                        "samples",
                        "testkit",
                        "report",
                        "explain",
                        "vision",
                        "checkpoint",
                        "tokenizers",
                        "json",
                        "spi",
                        "rules",
                        "tensor",
                        "api"));
        return parts;
    }

    /** All rules. */
    static List<ArchRule> rules() {
        return List.of(
                dependenciesRunOneWay(),
                theCoreNeedsNothingButTheJdk(),
                modelsDoNotDependOnEachOther(),
                onlyPaperNeedsPdfBox(),
                jsonIsReadInOnePlace(),
                noCyclesBetweenPackages(),
                memoryIsSeenOnlyBelow(),
                nobodyButTheExplainerHoldsABackend(),
                theExplainerCallsNoKernel(),
                modelsAndRulesReadNoNumbers(),
                layersKnowNothingOfWhatIsAroundThem(),
                foreignMemoryIsConfined(),
                implementationsOfBackendsAreHidden(),
                exceptionsHaveOneParent(),
                namesSayWhatAClassIs());
    }

    static ArchRule dependenciesRunOneWay() {
        DescribedPredicate<JavaClass> anywhere = resideInAPackage(OURS);
        List<ArchRule> each = new ArrayList<>();
        MAY_USE.forEach((part, others) -> each.add(noClasses()
                .that(resideInAPackage(part(part)))
                .should()
                .dependOnClassesThat(anywhere.and(not(resideInAnyPackage(with(part, others)))))));
        return all(each, "dependencies run one way");
    }

    static ArchRule theCoreNeedsNothingButTheJdk() {
        String[] tensor = allowed("jdk.incubator.vector..");
        String[] above = allowed();
        return all(
                List.of(
                        classes().that().resideInAPackage(part("tensor")).should(onlyDependOn(tensor)),
                        classes()
                                .that()
                                .resideInAnyPackage(
                                        part("api"),
                                        part("asm"),
                                        part("cuda"),
                                        part("rules"),
                                        part("spi"),
                                        part("models"))
                                .should(onlyDependOn(above))),
                "api, tensor, asm, cuda, rules, spi and models use the JDK and nothing else");
    }

    static ArchRule modelsDoNotDependOnEachOther() {
        return slices().matching("org.lxt.models.(*)..")
                .should()
                .notDependOnEachOther()
                .as("models do not depend on each other");
    }

    static ArchRule onlyPaperNeedsPdfBox() {
        return noClasses()
                .that(resideInAPackage(part("report")).and(resideOutsideOfPackages(part("report.pdf"))))
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.apache..", part("report.pdf")))
                .as("reports but those on paper do without PDFBox");
    }

    /** Others hold trees, and neither read nor write them: what is strict, and how much is too much, is said once. */
    static ArchRule jsonIsReadInOnePlace() {
        return noClasses()
                .that(resideInAPackage(OURS).and(resideOutsideOfPackages(part("json"))))
                .should()
                .dependOnClassesThat(assignableTo(ObjectMapper.class).or(assignableTo(TokenStreamFactory.class)))
                .as("JSON is read and written in lxt-json alone");
    }

    static ArchRule noCyclesBetweenPackages() {
        return slices().assignedFrom(new Packages()).should().beFreeOfCycles().as("no cycles between packages");
    }

    static ArchRule memoryIsSeenOnlyBelow() {
        return untouched(
                "nothing above the backends sees memory",
                ABOVE_BACKENDS,
                Buffer.class,
                Index.class,
                MatrixView.class,
                AttentionPlan.class,
                WeightHandle.class);
    }

    static ArchRule nobodyButTheExplainerHoldsABackend() {
        return untouched(
                "nobody above the backends but the explainer and the tests that families inherit holds one",
                ABOVE_BACKENDS.and(resideOutsideOfPackages(
                        part("explain"), "org.lxt.testkit.family..", "org.lxt.testkit.contract..")),
                Backend.class);
    }

    static ArchRule theExplainerCallsNoKernel() {
        DescribedPredicate<JavaAccess<?>> kernel = describe(
                "a call of a kernel",
                access -> access.getTargetOwner().isEquivalentTo(Backend.class)
                        && !BACKEND_CALLS.contains(access.getName()));
        return noClasses()
                .that(ABOVE_BACKENDS)
                .should()
                .accessTargetWhere(kernel)
                .as("nothing above the backends calls a kernel");
    }

    static ArchRule modelsAndRulesReadNoNumbers() {
        return noClasses()
                .that(resideInAnyPackage(part("rules"), part("spi"), part("models")))
                .should()
                .callMethod(Tensor.class, "toDoubles")
                .orShould()
                .callMethod(Tensor.class, "buffer")
                .as("rules and models compute with tensors without reading their numbers");
    }

    static ArchRule layersKnowNothingOfWhatIsAroundThem() {
        return noClasses()
                .that(resideInAnyPackage("org.lxt.spi.parts", "org.lxt.spi.parts.wrong"))
                .should()
                .dependOnClassesThat(resideInAPackage("org.lxt.spi.parts.text.."))
                .as("layers know nothing of the models that they are in, of text or of images");
    }

    static ArchRule foreignMemoryIsConfined() {
        return noClasses()
                .that(resideInAPackage(OURS)
                        .and(ABOVE_BACKENDS)
                        .and(resideOutsideOfPackages(part("checkpoint"), part("asm"))))
                .should()
                .dependOnClassesThat(resideInAPackage("java.lang.foreign.."))
                .as("java.lang.foreign is used in the backends, their kernels and checkpoint alone");
    }

    static ArchRule implementationsOfBackendsAreHidden() {
        return all(
                List.of(
                        noClasses()
                                .that(resideOutsideOfPackages(part("tensor")))
                                .should()
                                .dependOnClassesThat(resideInAnyPackage(
                                        "org.lxt.tensor.scalar..", "org.lxt.tensor.vector..", "org.lxt.tensor.host..")),
                        noClasses()
                                .that(resideOutsideOfPackages(part("cuda")))
                                .should()
                                .dependOnClassesThat(resideInAPackage(part("cuda")))),
                "backends are known by their interface alone");
    }

    static ArchRule exceptionsHaveOneParent() {
        return classes()
                .that(resideInAPackage(OURS).and(assignableTo(Throwable.class)))
                .should()
                .beAssignableTo(LxtException.class)
                .as("every exception tells whose fault it is");
    }

    static ArchRule namesSayWhatAClassIs() {
        return noClasses()
                .that(resideInAPackage(OURS))
                .should()
                .haveSimpleNameContaining("Util")
                .orShould()
                .haveSimpleNameContaining("Manager")
                .as("no class is a Util or a Manager");
    }

    private static String part(String name) {
        return "org.lxt." + name + "..";
    }

    private static String[] with(String part, List<String> others) {
        List<String> packages =
                new ArrayList<>(others.stream().map(Architecture::part).toList());
        packages.add(part(part));
        return packages.toArray(String[]::new);
    }

    private static String[] allowed(String... more) {
        List<String> packages = new ArrayList<>(List.of(OURS, "java.."));
        packages.addAll(ANNOTATIONS);
        packages.addAll(List.of(more));
        return packages.toArray(String[]::new);
    }

    private static ArchCondition<JavaClass> onlyDependOn(String... packages) {
        // arrays of primitives have no package
        DescribedPredicate<JavaClass> fine = resideInAnyPackage(packages)
                .or(describe(
                        "primitive",
                        c -> c.isPrimitive() || c.getBaseComponentType().isPrimitive()))
                .or(describe(
                        "arrays of these", c -> resideInAnyPackage(packages).test(c.getBaseComponentType())));
        return onlyDependOnClassesThat(fine);
    }

    /** Neither named by a class, nor passed to a method it calls, nor got from one: a local variable is not named. */
    private static ArchRule untouched(String description, DescribedPredicate<JavaClass> by, Class<?>... types) {
        DescribedPredicate<JavaClass> wanted = JavaClass.Predicates.belongToAnyOf(types);
        DescribedPredicate<JavaAccess<?>> passed = describe(
                "a call that passes one",
                access -> access.getTarget() instanceof AccessTarget.CodeUnitAccessTarget target
                        && (wanted.test(target.getRawReturnType())
                                || target.getRawParameterTypes().stream().anyMatch(wanted)));
        return noClasses()
                .that(by)
                .should()
                .dependOnClassesThat(wanted)
                .orShould()
                .accessTargetWhere(passed)
                .as(description);
    }

    private static ArchRule all(List<ArchRule> rules, String description) {
        CompositeArchRule all = CompositeArchRule.of(rules.getFirst());
        for (ArchRule rule : rules.subList(1, rules.size())) {
            all = all.and(rule);
        }
        return all.as(description);
    }

    /** Every package for itself. */
    private static final class Packages implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass c) {
            String name = c.getPackageName();
            if (!name.startsWith("org.lxt.")) {
                return SliceIdentifier.ignore();
            }
            return SliceIdentifier.of(name);
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    }
}
