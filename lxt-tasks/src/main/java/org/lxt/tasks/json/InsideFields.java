// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tasks.json;

import java.util.ArrayList;
import java.util.List;
import org.lxt.explain.units.UnitChoice;
import org.lxt.tasks.inside.InnerChange;
import org.lxt.tasks.inside.Inside;
import org.lxt.tasks.refusal.TaskException;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The fields {@code units} and {@code interventions} of a request. */
final class InsideFields {
    private static final List<String> KNOWN = List.of("units", "scale", "patch_from");

    private InsideFields() {}

    static Inside read(TaskFields fields) {
        List<InnerChange> changes = new ArrayList<>();
        fields.inners("interventions").forEach(change -> changes.add(change(change)));
        return new Inside(fields.texts("units"), changes);
    }

    private static InnerChange change(TaskFields fields) {
        fields.requireKnown(KNOWN);
        UnitChoice what = UnitChoice.parse(fields.text("units"));
        if (fields.has("scale") == fields.has("patch_from")) {
            throw new TaskException("an intervention has a number as its \"scale\", or a text as its \"patch_from\"");
        }
        return fields.has("scale")
                ? new InnerChange.Scaled(what, fields.optionalNumber("scale").orElseThrow())
                : new InnerChange.Patched(what, fields.text("patch_from"));
    }

    static void write(Inside inside, ObjectNode root) {
        if (!inside.units().isEmpty()) {
            inside.units().forEach(root.putArray("units")::add);
        }
        if (!inside.changes().isEmpty()) {
            ArrayNode changes = root.putArray("interventions");
            for (InnerChange change : inside.changes()) {
                ObjectNode node = changes.addObject().put("units", change.what().toString());
                switch (change) {
                    case InnerChange.Scaled scaled -> node.put("scale", scaled.factor());
                    case InnerChange.Patched patched -> node.put("patch_from", patched.from());
                }
            }
        }
    }
}
