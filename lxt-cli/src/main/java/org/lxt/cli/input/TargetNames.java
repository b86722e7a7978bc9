package org.lxt.cli.input;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lxt.explain.Target;

/**
 * Targets as the command line and the lines of a file name them.
 *
 * @param targets texts, or numbers for ids ({@code text:8} is the token "8"); empty for the largest logit
 * @param contrasts what they are compared with, named alike, or {@code others} for the mean of all others
 * @param position at which token, or null for the usual place
 */
public record TargetNames(
        List<String> targets,
        List<String> contrasts,
        @Nullable Integer position) {
    private static final String TEXT_PREFIX = "text:";

    /** Copies the lists. */
    public TargetNames {
        targets = List.copyOf(targets);
        contrasts = List.copyOf(contrasts);
    }

    /** Whether anything is named, so that it is not the model that chooses. */
    public boolean areGiven() {
        return !targets.isEmpty() || !contrasts.isEmpty() || position != null;
    }

    /** The targets, at least one. */
    public List<Target> resolve() {
        if (targets.isEmpty()) {
            return List.of(finish(Target.topLogit()));
        }
        List<Target> resolved = new ArrayList<>();
        for (String target : targets) {
            resolved.add(finish(isId(target) ? Target.token(id(target)) : Target.token(text(target))));
        }
        return resolved;
    }

    private Target finish(Target target) {
        Target result = position == null ? target : target.at(position);
        for (String contrast : contrasts) {
            if (contrast.equals("others")) {
                result = result.minusMeanOfOthers();
            } else {
                result = isId(contrast) ? result.minus(id(contrast)) : result.minus(text(contrast));
            }
        }
        return result;
    }

    private static boolean isId(String token) {
        return token.matches("-?\\d{1,10}");
    }

    private static int id(String token) {
        return Math.clamp(Long.parseLong(token), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private static String text(String token) {
        return token.startsWith(TEXT_PREFIX) ? token.substring(TEXT_PREFIX.length()) : token;
    }
}
