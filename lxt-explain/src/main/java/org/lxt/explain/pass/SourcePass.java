// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.pass;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.lxt.explain.call.Call;
import org.lxt.explain.input.EncodedPrompt;
import org.lxt.explain.model.LoadedModel;
import org.lxt.explain.observe.Interventions;
import org.lxt.explain.observe.SeenValue;
import org.lxt.explain.observe.UnitObserver;
import org.lxt.rules.composite.SitePattern;
import org.lxt.tensor.rows.PackedRows;

/**
 * Forward passes over prompts whose activations are put into the runs of others. Each is computed for the positions for which
 * those are, so that whatever they compute is there.
 */
public final class SourcePass implements Interventions.ForwardPass {
    private final LoadedModel loaded;
    private final Call call;
    private final PackedRows wanted;

    /**
     * Passes.
     *
     * @param wanted the rows for which the runs of the others are computed
     */
    public SourcePass(LoadedModel loaded, Call call, PackedRows wanted) {
        this.loaded = loaded;
        this.call = call;
        this.wanted = wanted;
    }

    @Override
    public Map<String, SeenValue> see(EncodedPrompt prompt, List<SitePattern> patterns) {
        UnitObserver observer = new UnitObserver(patterns, List.of());
        try (Pass pass = Pass.unrecorded(loaded, call.quiet(), observer)) {
            List<PackedRows.Address> rows = wanted.runs().stream()
                    .flatMapToInt(run -> IntStream.range(run.firstPosition(), run.firstPosition() + run.count()))
                    .filter(position -> position < prompt.length())
                    .mapToObj(position -> new PackedRows.Address(0, position))
                    .toList();
            List<PackedRows.Address> atLeastOne =
                    rows.isEmpty() ? List.of(new PackedRows.Address(0, prompt.length() - 1)) : rows;
            pass.forward(EncodedPrompt.input(List.of(prompt)), PackedRows.at(atLeastOne));
            return observer.byPath();
        }
    }
}
