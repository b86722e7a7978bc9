// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.method.name;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lxt.api.LxtException;
import org.lxt.explain.method.Method;
import org.lxt.explain.method.Propagation;
import org.lxt.explain.request.ExplainException;
import org.lxt.rules.RuleSet;
import org.lxt.spi.ModelFamily;

/**
 * A method by its name, with settings in brackets and, where it wraps a propagation, its rules after {@code of}: {@code
 * attnlrp}, {@code integrated-gradients(steps=20, quadrature=riemann-middle)}, {@code smoothgrad(16, 0.1) of attnlrp}, {@code
 * occlusion(3 by 1)}. What results call a method names it, too. {@code docs/methods.md} has all of them.
 */
public final class MethodName {
    private static final Pattern WRITTEN = Pattern.compile("([a-z0-9-]+)\\s*(?:\\(([^()]*)\\))?\\s*(?:of\\s+(.+))?");

    private final String text;
    private final @Nullable MethodKind kind;
    private final Settings settings;
    private final Optional<String> rules;

    private MethodName(String text, @Nullable MethodKind kind, Settings settings, Optional<String> rules) {
        this.text = text;
        this.kind = kind;
        this.settings = settings;
        this.rules = rules;
    }

    /**
     * Reads a name. Any name that is not that of a {@link MethodKind} is taken for the name of a rule set.
     *
     * @throws ExplainException if its settings cannot be
     */
    public static MethodName of(String name) {
        return of(name, MethodKinds.find());
    }

    /**
     * The same where these kinds are there.
     *
     * @throws ExplainException if its settings cannot be
     */
    public static MethodName of(String name, MethodKinds kinds) {
        String text = name.strip();
        Matcher parts = WRITTEN.matcher(text);
        MethodKind kind = parts.matches() ? kinds.named(parts.group(1)).orElse(null) : null;
        if (kind == null) {
            if (text.isEmpty() || text.matches(".*[()].*")) {
                throw new ExplainException("there is no method '" + text + "'; give the name of a rule set, or one of "
                        + String.join(", ", kinds.names()));
            }
            return new MethodName(text, null, Settings.read(List.of(), List.of()), Optional.of(text));
        }
        Optional<String> of = Optional.ofNullable(parts.group(3)).map(String::strip);
        try {
            if (of.isPresent() && kind.inner() == MethodKind.Inner.NONE) {
                throw new IllegalArgumentException("it needs no rules; leave 'of " + of.get() + "' out");
            }
            List<String> given = Arrays.stream(
                            Optional.ofNullable(parts.group(2)).orElse("").split(","))
                    .map(String::strip)
                    .filter(s -> !s.isEmpty())
                    .toList();
            Settings settings = Settings.read(kind.settings(), given);
            // made once here, so that wrong settings are found where they are read
            kind.method(settings, Propagation.GRADIENT);
            return new MethodName(text, kind, settings, of);
        } catch (IllegalArgumentException | LxtException e) {
            throw new ExplainException("'" + text + "': " + e.getMessage());
        }
    }

    /** The rule set that is named: its own, or that of what it wraps; empty if none is. */
    public Optional<String> rules() {
        return rules;
    }

    /**
     * The method, for models of a family.
     *
     * @throws org.lxt.spi.checkpoint.ModelException if the family has no such rule set
     */
    public Method in(ModelFamily family) {
        RuleSet usual =
                kind != null && kind.inner() == MethodKind.Inner.RULES ? family.defaultRules() : RuleSet.GRADIENT;
        Propagation inner = Propagation.of(rules.map(family::ruleSet).orElse(usual));
        return kind == null ? inner : kind.method(settings, inner);
    }

    /** {@link #in} by a name that needs no quotes in Kotlin. */
    public Method forFamily(ModelFamily family) {
        return in(family);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MethodName o && text.equals(o.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** As it was given. */
    @Override
    public String toString() {
        return text;
    }
}
