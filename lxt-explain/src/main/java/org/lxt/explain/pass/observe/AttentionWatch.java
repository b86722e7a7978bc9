// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.pass.observe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lxt.explain.call.Call;
import org.lxt.explain.method.AttentionObserver;
import org.lxt.rules.AttentionInput;
import org.lxt.rules.ResidualBranch;
import org.lxt.rules.RunObserver;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.rows.PackedRows;

/** Shows the attentions of a run to a method, for each prompt by itself. */
public final class AttentionWatch implements RunObserver {
    private final AttentionObserver observer;
    private final List<Integer> sequences;
    private final Call call;
    private final Map<Integer, ObservedAttention> last = new LinkedHashMap<>();

    /**
     * Shows them to an observer.
     *
     * @param sequences for each packed prompt, its index in the call
     * @param call is asked whether to go on, for what observers compute may take longer than a layer
     */
    public AttentionWatch(AttentionObserver observer, List<Integer> sequences, Call call) {
        this.observer = observer;
        this.sequences = List.copyOf(sequences);
        this.call = call;
    }

    @Override
    public void attention(Site at, AttentionInput input, Tensor heads) {
        last.clear();
        AttentionValues values = new AttentionValues(at, input, heads);
        for (int packed = 0; packed < sequences.size(); packed++) {
            if (has(input.queryRows(), packed)) {
                call.check();
                ObservedAttention attention = new ObservedAttention(values, packed);
                last.put(packed, attention);
                observer.attended(sequences.get(packed), attention);
            }
        }
    }

    @Override
    public void branch(ResidualBranch branch) {
        if (branch.attended() == null) {
            return;
        }
        SumValues values = new SumValues(branch, branch.attended());
        last.forEach((packed, attention) -> {
            call.check();
            observer.added(sequences.get(packed), new ObservedSum(values, attention));
        });
    }

    private static boolean has(PackedRows rows, int packed) {
        return rows.runs().stream().anyMatch(run -> run.sequence() == packed);
    }
}
