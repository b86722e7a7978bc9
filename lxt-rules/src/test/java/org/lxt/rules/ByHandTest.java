// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.lxt.tensor.ops.Operations.add;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lxt.tensor.Gradients;
import org.lxt.tensor.Ledger;
import org.lxt.tensor.Scope;
import org.lxt.tensor.ScopeOptions;
import org.lxt.tensor.Seed;
import org.lxt.tensor.Shape;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.kernel.Activation;
import org.lxt.tensor.ops.attention.AttentionShape;
import org.lxt.tensor.rows.PackedRows;
import org.lxt.tensor.weight.Weight;

/** The library finds what {@code docs/by-hand.md} works out on paper. */
class ByHandTest {
    private static final Path PAGE = Path.of(System.getProperty("lxt.root"), "docs", "by-hand.md");
    private static final Rules RULES = Rules.of(RuleSet.ATTN_LRP, Patches.attnLrp());
    private static final double L = Math.log(3);
    private static final int LAST = 1;

    /** Relevance at each tensor, by its name and token, and what was absorbed, by its cause. */
    private static Map<String, Double> numbers() {
        Map<String, Double> all = new TreeMap<>();
        try (Scope scope = Scope.open(Run.FLOAT64, new ScopeOptions(true, true))) {
            Tensor x = scope.watch(scope.constant(Shape.of(2, 1), new double[] {8, 4}));
            Tensor q = marked("q", linear("query", x, 1));
            Tensor k = marked("k", linear("key", x, L / 16));
            Tensor v = marked("v", linear("value", x, 1));
            AttentionShape shape = new AttentionShape(1, 1, 1, 1, true, Integer.MAX_VALUE);
            PackedRows rows = PackedRows.ofLengths(2);
            Tensor o =
                    marked("o", RULES.attention(Site.of("attention"), new AttentionInput(q, k, v, shape, rows, rows)));
            Tensor r = marked("r", add(x, o));
            MlpLayer mlp = new MlpLayer(
                    layer(L / 11, null),
                    layer(1, scope.constant(Shape.of(1), new double[] {-9})),
                    layer(4 / L, null),
                    Activation.SILU);
            Tensor y = marked("y", RULES.mlp(Site.of("mlp"), mlp, r));
            Tensor z = add(r, y);
            assertThat(o.toDoubles()[LAST]).isEqualTo(7, within(1e-9));
            assertThat(y.toDoubles()[LAST]).isEqualTo(6, within(1e-9));
            Gradients back = scope.backward(List.of(Seed.of(z, LAST, 0)));
            all.put("z", back.seedValues().getFirst());
            for (String name : new String[] {"q", "k", "v", "o", "r", "y"}) {
                double[] relevance = back.at(Site.of(name)).of(0, 2);
                all.put(name + "1", relevance[0]);
                all.put(name + "2", relevance[1]);
            }
            double[] tokens = back.relevance(x, 0);
            all.put("token1", tokens[0]);
            all.put("token2", tokens[1]);
            for (Ledger.Entry entry : back.ledger().entries()) {
                all.merge(entry.cause() == Ledger.Cause.BIAS ? "bias" : "others", entry.amount(), Double::sum);
            }
        }
        return all;
    }

    private static Tensor marked(String name, Tensor tensor) {
        tensor.scope().mark(Site.of(name), tensor);
        return tensor;
    }

    private static Tensor linear(String name, Tensor x, double weight) {
        return RULES.linear(Site.of(name), layer(weight, null), x);
    }

    private static LinearLayer layer(double weight, @Nullable Tensor bias) {
        return new LinearLayer(Weight.of("weight", new double[] {weight}, 1, 1), bias);
    }

    @Test
    void everyRelevanceIsThatOfThePage() throws IOException {
        Map<String, Double> n = numbers();
        String page = Files.readString(PAGE);
        assertThat(page)
                .contains("`z = r + y` | 11 + 6 = **17** |")
                .contains(
                        row("r, from its three readers", "gradients add up | G = 1 + 3/11 + 3/2 = 2.7727", n.get("r2")))
                .contains("11.0909 and " + digits(n.get("o2")) + " |")
                .contains(row("v of token 1", "1/2 · 3/4 G", n.get("v1")))
                .contains(row("v of token 2", "1/2 · 1/4 G", n.get("v2")))
                .contains(row("k of token 1", "1/4 · 3/4 G · 4", n.get("k1")))
                .contains(row("k of token 2", "-1/4 · 3/4 G · 4", n.get("k2")))
                .contains(row("q of token 2", "1/4 · 3/4 G (L/2 - L/4)", n.get("q2")))
                .contains(" = **" + digits(n.get("token1")) + "** |")
                .contains(" = **" + digits(n.get("token2")) + "** |")
                .contains("| the bias of u | " + digits(n.get("bias")) + " |")
                .contains("went on to q, k and v | " + digits(n.get("others")) + " |");
        assertThat(n.get("q1")).isZero();
        assertThat(n.get("y2")).isEqualTo(6, within(1e-6));
    }

    @Test
    void theAccountOfThePageCloses() {
        Map<String, Double> n = numbers();
        assertThat(n.get("z")).isEqualTo(17, within(1e-9));
        assertThat(n.get("token1") + n.get("token2") + n.get("bias") + n.get("others"))
                .isEqualTo(17, within(1e-9));
    }

    private static String row(String name, String gradient, double relevance) {
        return "| " + name + " | " + gradient + " | " + digits(relevance) + " |";
    }

    /** With four digits after the point, and none that is a zero at the end. */
    private static String digits(double value) {
        return String.format(Locale.ROOT, "%.4f", value).replaceFirst("\\.?0+$", "");
    }
}
