// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.testkit.contract.subject;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.lxt.rules.Patches;
import org.lxt.rules.RuleSet;
import org.lxt.rules.Rules;
import org.lxt.spi.InputKind;
import org.lxt.spi.ModelFamily;
import org.lxt.spi.ModelInput;
import org.lxt.spi.ModelInput.Image;
import org.lxt.spi.ModelInput.TokenSequence;
import org.lxt.spi.ModelPlugin;
import org.lxt.spi.ModelSizes;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.spi.host.ModelMap;

/**
 * A plugin under test, with the options of a small model of it.
 *
 * @param plugin the plugin
 * @param options of the model, as parsed
 * @param shapes of parameters, for a loader that asks for them; may be empty
 */
public record Subject(ModelPlugin plugin, Map<String, Object> options, Map<String, long[]> shapes) {
    /** The backend of checks of meaning: in float64 rounding cannot be mistaken for it. */
    public static final String EXACT = "scalar-f64";

    private static final int LEAST_LENGTH = 9;

    /** The family that the options are of. */
    public ModelFamily family() {
        return ModelMap.of(List.of(plugin)).familyOf(config(options));
    }

    static ModelConfig config(Map<String, Object> options) {
        return ModelConfig.of("config.json", options);
    }

    /** The family's rules under a rule set. */
    public Rules rules(RuleSet set) {
        return family().rules(set);
    }

    /** The rules of a rule set with other patches than the family's. */
    public static Rules rules(RuleSet set, Patches patches) {
        return Rules.of(set, patches);
    }

    /** The same model with other options. */
    public Subject with(Map<String, Object> others) {
        return new Subject(plugin, others, shapes);
    }

    /** Random numbers for its parameters. */
    public RandomWeights weights() {
        return RandomWeights.create(shapes);
    }

    /** Opens the model. */
    public Opened open(String backend, Rules rules) {
        return Opened.of(this, backend, rules, weights());
    }

    /**
     * Prompts within what the model takes, of lengths of their own; or images of its size.
     *
     * @param sizes of the model
     */
    List<Trial> trials(ModelSizes sizes) {
        return switch (sizes.input()) {
            case InputKind.Tokens tokens -> prompts(tokens);
            case InputKind.Pixels pixels -> images(pixels);
        };
    }

    private List<Trial> prompts(InputKind.Tokens tokens) {
        int longest = Math.min(tokens.maxPositions(), Math.max(LEAST_LENGTH, window() + 3));
        List<Trial> prompts = new ArrayList<>();
        for (int length : new int[] {longest, Math.max(1, longest / 2), Math.max(1, longest - 2)}) {
            int[] ids = new int[length];
            for (int i = 0; i < length; i++) {
                ids[i] = (7 + 13 * i + length) % tokens.vocabulary();
            }
            prompts.add(new Trial(ModelInput.tokens(List.of(TokenSequence.of(ids))), length));
        }
        return prompts;
    }

    private static List<Trial> images(InputKind.Pixels pixels) {
        int length = pixels.tokens(pixels.height(), pixels.width());
        List<Trial> images = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            double[] values = new Random(i)
                    .doubles((long) pixels.channels() * pixels.height() * pixels.width(), -1, 1)
                    .toArray();
            Image image = new Image(pixels.channels(), pixels.height(), pixels.width(), values);
            images.add(new Trial(ModelInput.images(List.of(image)), length));
        }
        return images;
    }

    /** The option {@code sliding_window}, or 0. */
    public int window() {
        return options.get("sliding_window") instanceof Number window ? window.intValue() : 0;
    }
}
