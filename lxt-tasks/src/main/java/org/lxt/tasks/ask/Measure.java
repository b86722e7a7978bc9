// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tasks.ask;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.lxt.explain.request.Target;
import org.lxt.tasks.refusal.TaskException;

/** What of a token is explained, as people name it. */
@SuppressWarnings("ImmutableEnumChecker") // functions without a state
public enum Measure {
    /** Its logit. */
    LOGIT(target -> target),
    /** Its log-probability. */
    LOG_PROBABILITY(Target::logProbability),
    /** Its logit less the largest of all others. */
    RUNNER_UP(Target::minusRunnerUp),
    /** Its logit less the mean of all others. */
    MEAN(Target::minusMeanOfOthers);

    private final UnaryOperator<Target> applied;

    Measure(UnaryOperator<Target> applied) {
        this.applied = applied;
    }

    /** All names. */
    public static List<String> names() {
        return Arrays.stream(values()).map(Measure::toString).toList();
    }

    /**
     * The measure of this name, such as {@code log-probability}.
     *
     * @throws TaskException if there is none
     */
    public static Measure of(String name) {
        return Arrays.stream(values())
                .filter(m -> m.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new TaskException(
                        "there is no measure '" + name + "'; there are " + String.join(", ", names())));
    }

    /** The target, so measured. */
    public Target of(Target target) {
        return applied.apply(target);
    }

    /** Its name. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
