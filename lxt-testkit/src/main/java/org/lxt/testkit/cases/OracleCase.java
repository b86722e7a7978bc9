// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.testkit.cases;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.lxt.rules.composite.Composite;
import org.lxt.rules.composite.LayerRule;
import tools.jackson.databind.JsonNode;

/**
 * A case that a reference implementation computed: a checkpoint folder with {@code case.json} (what is explained) and
 * {@code expected.safetensors} (what must come out). The format is described in {@code docs/oracle-cases.md}.
 */
public final class OracleCase {
    /** The layout of the weights that lie next to {@code case.json}. */
    public static final String OWN_LAYOUT = ".";

    private final Path folder;
    private final JsonNode json;

    private OracleCase(Path folder, JsonNode json) {
        this.folder = folder;
        this.json = json;
    }

    /** Whether a folder holds a case. */
    public static boolean isCase(Path folder) {
        return Files.isRegularFile(folder.resolve("case.json"));
    }

    /** Reads a case. */
    public static OracleCase read(Path folder) {
        Path file = folder.resolve("case.json");
        if (!Files.isRegularFile(file)) {
            throw new CaseException(folder + " is not a case: it has no case.json");
        }
        return new OracleCase(folder, CaseJson.tree(file));
    }

    /** The folder. */
    public Path folder() {
        return folder;
    }

    /** The folder's name. */
    public String name() {
        return folder.toAbsolutePath().normalize().getFileName().toString();
    }

    /** Folders with the same weights, each under the names of another library; {@link #OWN_LAYOUT} first. */
    public List<String> layouts() {
        List<String> layouts = new ArrayList<>();
        json.path("layouts").forEach(l -> layouts.add(l.asString()));
        return layouts.isEmpty() ? List.of(OWN_LAYOUT) : layouts;
    }

    /** The folder of a layout. */
    public Path folder(String layout) {
        return layout.equals(OWN_LAYOUT) ? folder : folder.resolve(layout);
    }

    /** The case's name with that of a layout. */
    public String name(String layout) {
        return layout.equals(OWN_LAYOUT) ? name() : name() + "/" + layout;
    }

    /** Whether the input is images. */
    public boolean isOfImages() {
        return json.path("input").isString();
    }

    /** The file of the images. */
    Path inputFile() {
        return folder.resolve(text("input"));
    }

    /**
     * The rules of linear layers and convolutions: {@code gamma}, a number for each type of layer, or {@code composite}, rules
     * by name, for the first layer and by type. Empty if there are none.
     */
    public Optional<Composite> composite() {
        JsonNode gamma = json.path("gamma");
        JsonNode rules = json.path("composite");
        if (gamma.isObject()) {
            return Optional.of(Composite.gamma(
                    gamma.path("conv2d").asDouble(), gamma.path("linear").asDouble()));
        }
        return rules.isObject() ? Optional.of(composite(rules)) : Optional.empty();
    }

    private static Composite composite(JsonNode rules) {
        Composite.Builder builder = Composite.builder();
        rules.path("names").forEachEntry((pattern, rule) -> builder.name(pattern, LayerRule.parse(rule.asString())));
        if (rules.has("first")) {
            builder.first(LayerRule.parse(rules.path("first").asString()));
        }
        if (rules.has("conv2d")) {
            builder.convolutions(LayerRule.parse(rules.path("conv2d").asString()));
        }
        if (rules.has("linear")) {
            builder.linears(LayerRule.parse(rules.path("linear").asString()));
        }
        return builder.build();
    }

    /** {@code explanation}, {@code baselines} or {@code perturbation}. */
    public String kind() {
        return text("kind");
    }

    /** The methods of a case of kind {@code baselines}, by the name of their tensor; nothing for other kinds. */
    JsonNode baselines() {
        return json.path("baselines");
    }

    /** What a case of kind {@code perturbation} says of its curves; nothing for other kinds. */
    JsonNode perturbation() {
        return json.path("perturbation");
    }

    /** Name of the rule set. */
    public String rules() {
        return text("rules");
    }

    /** Token ids of the padded batch. */
    public int[][] inputIds() {
        int[][] ids = matrix("input_ids");
        if (ids == null) {
            throw new CaseException(name() + ": case.json has neither input_ids nor an input file of images");
        }
        return ids;
    }

    /** 1 where a token is real, 0 where it is padding; or null if all are real. */
    public int @Nullable [][] attentionMask() {
        return matrix("attention_mask");
    }

    /** Positions given to the model, or null. */
    public int @Nullable [][] positionIds() {
        return matrix("position_ids");
    }

    /** Types of the tokens given to the model, or null if all are 0. */
    public int @Nullable [][] tokenTypeIds() {
        return matrix("token_type_ids");
    }

    /** The explanations. */
    public List<ExplainedOutput> explained() {
        List<ExplainedOutput> all = new ArrayList<>();
        for (JsonNode e : json.path("explain")) {
            JsonNode position = e.path("position");
            all.add(new ExplainedOutput(
                    e.path("kind").asString(),
                    e.path("row").asInt(),
                    e.path("output").asString(),
                    position.isIntegralNumber() ? OptionalInt.of(position.asInt()) : OptionalInt.empty(),
                    e.path("target").asInt()));
        }
        if (all.isEmpty()) {
            throw new CaseException(name() + ": case.json explains nothing");
        }
        return all;
    }

    /** Whether expected tensors have a first dimension over the explanations. */
    public boolean hasLeadingDimension() {
        return "explain".equals(json.path("leading_dimension").asString(""));
    }

    /** The largest allowed error of a tensor, relative to its largest expected value. */
    public OptionalDouble tolerance(String tensor) {
        JsonNode value = json.path("tolerance").path(tensor);
        return value.isNumber() ? OptionalDouble.of(value.asDouble()) : OptionalDouble.empty();
    }

    private String text(String field) {
        JsonNode value = json.path(field);
        if (!value.isString()) {
            throw new CaseException(name() + ": case.json has no '" + field + "'");
        }
        return value.asString();
    }

    private int @Nullable [][] matrix(String field) {
        JsonNode value = json.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        int[][] rows = new int[value.size()][];
        for (int r = 0; r < rows.length; r++) {
            rows[r] = new int[value.get(r).size()];
            for (int c = 0; c < rows[r].length; c++) {
                rows[r][c] = value.get(r).get(c).asInt();
            }
        }
        return rows;
    }
}
