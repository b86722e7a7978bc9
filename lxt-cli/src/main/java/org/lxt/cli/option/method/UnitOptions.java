// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.option.method;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lxt.cli.input.WrongUse;
import org.lxt.explain.result.Attribution;
import org.lxt.explain.units.UnitChoice;
import org.lxt.report.units.UnitFile;
import org.lxt.tasks.inside.InnerChange;
import org.lxt.tasks.inside.Inside;
import picocli.CommandLine.Option;

/** Options for what is asked of the inside of a model. */
public final class UnitOptions {
    @Option(
            names = "--units",
            paramLabel = "NAME",
            description = "Tell the relevance of heads, neurons and other units, too: the name of a value, such as"
                    + " layers.3.mlp.neurons, or a pattern, such as 'layers.*.*.heads'. Can be given several times; a name"
                    + " that does not exist is refused with those that do.")
    private List<String> units = new ArrayList<>();

    @Option(
            names = "--units-to",
            paramLabel = "FILE",
            description = "Write relevance and activation of these units at every token, as .safetensors or .npz.")
    private @Nullable Path file;

    @Option(
            names = "--zero",
            paramLabel = "UNITS",
            description = "Explain the model with these units set to 0: NAME, 'NAME[UNITS]', NAME@POSITIONS or"
                    + " 'NAME[UNITS]@POSITIONS', such as 'layers.3.self_attn.heads[5]@7'. Can be given several times.")
    private List<String> zeros = new ArrayList<>();

    @Option(
            names = "--scale",
            paramLabel = "UNITS=FACTOR",
            description = "Explain the model with these units times a factor.")
    private List<String> scales = new ArrayList<>();

    @Option(
            names = "--patch",
            paramLabel = "UNITS",
            description = "Explain the model with the activations that --patch-from has at these units.")
    private List<String> patches = new ArrayList<>();

    @Option(names = "--patch-from", paramLabel = "TEXT", description = "The prompt whose activations --patch puts in.")
    private @Nullable String patchFrom;

    /**
     * What is wrong with these options, or null.
     *
     * @param isOne whether a single text or image is explained, and no similarity and no generated answer
     */
    @Nullable
    public String problem(boolean isOne) {
        if (patches.isEmpty() != (patchFrom == null)) {
            return "--patch UNITS and --patch-from TEXT go together: which units, and whose activations";
        }
        if (file != null && units.isEmpty()) {
            return "--units-to FILE writes the units of --units NAME; name some";
        }
        if (!isOne && inside().isAsked()) {
            return "--units, --zero, --scale and --patch are about one prompt or image; leave them out here";
        }
        return null;
    }

    /** What is asked. */
    public Inside inside() {
        if (file != null) {
            UnitFile.require(file);
        }
        List<InnerChange> changes = new ArrayList<>();
        zeros.forEach(zero -> changes.add(new InnerChange.Scaled(UnitChoice.parse(zero), 0)));
        scales.forEach(scale -> changes.add(scaled(scale)));
        if (patchFrom != null) {
            for (String patch : patches) {
                changes.add(new InnerChange.Patched(UnitChoice.parse(patch), patchFrom));
            }
        }
        return new Inside(units, changes);
    }

    private static InnerChange scaled(String scale) {
        int at = scale.lastIndexOf('=');
        try {
            if (at > 0) {
                return new InnerChange.Scaled(
                        UnitChoice.parse(scale.substring(0, at)),
                        Double.parseDouble(scale.substring(at + 1).strip()));
            }
        } catch (NumberFormatException _) {
            // as if there were none
        }
        throw new WrongUse(
                "--scale needs units and a number, such as 'layers.3.mlp.neurons[17]=2', not '" + scale + "'");
    }

    /** Writes the units to the file, if one is named. */
    public List<Path> write(List<Attribution> attributions) throws IOException {
        if (file == null) {
            return List.of();
        }
        UnitFile.write(attributions, file);
        return List.of(file);
    }
}
