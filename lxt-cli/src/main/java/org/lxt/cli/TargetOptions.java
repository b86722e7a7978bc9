package org.lxt.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lxt.explain.Target;
import picocli.CommandLine.Option;

/** Options about what is explained. */
final class TargetOptions {
    private static final String TEXT_PREFIX = "text:";

    @Option(
            names = "--target",
            paramLabel = "TOKEN",
            description =
                    "Explain the logit of this token or label instead of the largest: its text, or a bare number for its"
                            + " id (text:8 is the token \"8\"). Can be given several times.")
    List<String> targets = new ArrayList<>();

    @Option(
            names = "--contrast",
            paramLabel = "TOKEN",
            description = "Explain the advantage over this token; 'others' for the mean of all others.")
    List<String> contrasts = new ArrayList<>();

    @Option(
            names = "--position",
            paramLabel = "N",
            description = "Explain the output at token N of the prompt, from 0, or from the end with -1 the last.")
    @Nullable
    Integer position;

    /** Whether any of these options was used. */
    boolean areGiven() {
        return !targets.isEmpty() || !contrasts.isEmpty() || position != null;
    }

    List<Target> resolve() {
        return resolve(targets, contrasts, position);
    }

    /** Targets as the options name them. */
    static List<Target> resolve(List<String> targets, List<String> contrasts, @Nullable Integer position) {
        List<Target> resolved = new ArrayList<>();
        if (targets.isEmpty()) {
            resolved.add(finish(Target.topLogit(), contrasts, position));
        }
        for (String target : targets) {
            Target token = isId(target) ? Target.token(id(target)) : Target.token(text(target));
            resolved.add(finish(token, contrasts, position));
        }
        return resolved;
    }

    private static Target finish(Target target, List<String> contrasts, @Nullable Integer position) {
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
