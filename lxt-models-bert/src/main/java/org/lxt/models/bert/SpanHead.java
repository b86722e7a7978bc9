package org.lxt.models.bert;

import static org.lxt.tensor.ops.Operations.slice;

import java.util.List;
import org.lxt.rules.LinearLayer;
import org.lxt.rules.Rules;
import org.lxt.spi.ModelOutput;
import org.lxt.spi.OutputKind;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.rows.PackedRows;

/**
 * Says where in the text an answer begins and ends: two logits for each token.
 *
 * @param layer {@code [2, hidden]}: start and end
 */
record SpanHead(LinearLayer layer) implements EncoderHead {
    private static final Site SITE = Site.of("qa_outputs");
    private static final List<String> NAMES = List.of("start_logits", "end_logits");

    @Override
    public List<OutputKind> outputs() {
        return NAMES.stream()
                .map(n -> OutputKind.of(n, OutputKind.Place.ACROSS_TOKENS, OutputKind.Entries.PROMPT_TOKEN))
                .toList();
    }

    @Override
    public void apply(Rules rules, Tensor x, PackedRows rows, ModelOutput.Builder output) {
        Tensor both = rules.over(rows, rows).linear(SITE, layer, x);
        for (int column = 0; column < NAMES.size(); column++) {
            output.output(NAMES.get(column), slice(both, 1, column, 1), rows);
        }
    }
}
