// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.rules;

import static org.lxt.tensor.ops.Operations.concat;
import static org.lxt.tensor.ops.Operations.gatherRows;
import static org.lxt.tensor.ops.Operations.groupedLinear;
import static org.lxt.tensor.ops.Operations.groupedLinearOfPairs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lxt.tensor.Role;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.ops.linear.Routing;
import org.lxt.tensor.rows.PackedRows;
import org.lxt.tensor.weight.Weight;

/**
 * The MLPs of a mixture of experts. Where all have the standard forward code and ordinary linear layers they are computed
 * together, one operation for a projection of them all; where a patch or a composite has a word to say, each expert is an MLP
 * by itself, on the rows that were routed to it. Either way a weight is read once for all its rows, and backwards once for all
 * seeds, and an expert that no row went to is not touched.
 */
final class RoutedMlps {
    private final Rules rules;
    private final Site at;
    private final List<MlpLayer> experts;
    private final Routing routing;

    RoutedMlps(Rules rules, Site at, List<MlpLayer> experts, Routing routing) {
        this.rules = rules;
        this.at = at;
        this.experts = List.copyOf(experts);
        this.routing = routing;
        for (int expert : routing.expertOfPair()) {
            if (expert < 0 || expert >= experts.size()) {
                throw new IllegalArgumentException("experts: expert " + expert + " of " + experts.size());
            }
        }
    }

    private Site site(int expert) {
        return at.child(Integer.toString(expert));
    }

    private int[] chosen() {
        return Arrays.stream(routing.expertOfPair()).distinct().sorted().toArray();
    }

    /** Whether one operation can do the work of all chosen experts. */
    boolean areAlikeUnder(Patches patches) {
        MlpLayer first = experts.getFirst();
        return patches.mlp().equals(Mlps.STANDARD)
                && !isOneWanted()
                && experts.stream()
                        .allMatch(e -> (e.gate() == null) == (first.gate() == null)
                                && e.activation().equals(first.activation()))
                && Arrays.stream(chosen()).allMatch(e -> isOrdinary(patches, e));
    }

    /** Whether somebody needs a value of a single expert. */
    private boolean isOneWanted() {
        return rules.isObserved()
                && IntStream.range(0, experts.size())
                        .mapToObj(this::site)
                        .anyMatch(site -> Mlps.NAMES.stream()
                                .anyMatch(name -> rules.observer().wants(site.child(name))));
    }

    /** Asks for the rules of experts that no row went to as well, so that what is written for one of them is no mistake. */
    void showAllTo(Patches patches) {
        for (int expert = 0; expert < experts.size() && !patches.linear().equals(Linears.ORDINARY); expert++) {
            isOrdinary(patches, expert);
        }
    }

    private boolean isOrdinary(Patches patches, int expert) {
        MlpLayer layer = experts.get(expert);
        Site site = site(expert);
        boolean up = isOrdinary(patches, site.child(Mlps.UP), layer.up());
        boolean gate = isOrdinary(patches, site.child(Mlps.GATE), layer.gate());
        return isOrdinary(patches, site.child(Mlps.DOWN), layer.down()) && up && gate;
    }

    private static boolean isOrdinary(Patches patches, Site site, @Nullable LinearLayer layer) {
        return layer == null || (patches.linear().ruleAt(site).equals(Linears.ORDINARY) && layer.bias() == null);
    }

    /**
     * Computes all experts together.
     *
     * @param x {@code [tokens, hidden]}
     * @return {@code [tokens * perToken, hidden]}, pair by pair
     */
    Tensor together(Tensor x) {
        MlpLayer first = experts.getFirst();
        // single experts have names, not all of them together
        Rules unseen = rules.observedBy(RunObserver.NONE);
        Tensor up = grouped(Mlps.UP, x, experts.stream().map(MlpLayer::up).toList());
        List<LinearLayer> gates =
                experts.stream().flatMap(e -> Stream.ofNullable(e.gate())).toList();
        Tensor inner = gates.isEmpty()
                ? unseen.activation(at.child(Mlps.ACTIVATION), first.activation(), up)
                : unseen.product(
                        at.child(Mlps.PRODUCT),
                        unseen.activation(
                                at.child(Mlps.ACTIVATION).as(Role.GATE),
                                first.activation(),
                                grouped(Mlps.GATE, x, gates)),
                        up);
        List<Weight> down = experts.stream().map(e -> e.down().weight()).toList();
        return x.scope().at(at.child(Mlps.DOWN), () -> groupedLinearOfPairs(inner, routing, down));
    }

    private Tensor grouped(String projection, Tensor x, List<LinearLayer> layers) {
        List<Weight> weights = layers.stream().map(LinearLayer::weight).toList();
        return x.scope().at(at.child(projection), () -> groupedLinear(x, routing, weights));
    }

    /**
     * Computes each expert by itself.
     *
     * @param x {@code [tokens, hidden]}
     * @return {@code [tokens * perToken, hidden]}, pair by pair
     */
    Tensor oneByOne(Tensor x) {
        int[] tokenOfPair = routing.tokenOfPair();
        int[] expertOfPair = routing.expertOfPair();
        int[] placeOfPair = new int[expertOfPair.length];
        List<Tensor> outputs = new ArrayList<>();
        ExpertNames names = new ExpertNames(rules.observer(), at, experts);
        int place = 0;
        for (int expert : chosen()) {
            int[] tokens = new int[expertOfPair.length];
            int count = 0;
            for (int pair = 0; pair < expertOfPair.length; pair++) {
                if (expertOfPair[pair] == expert) {
                    tokens[count++] = tokenOfPair[pair];
                    placeOfPair[pair] = place++;
                }
            }
            int[] own = Arrays.copyOf(tokens, count);
            Tensor routed = x.scope().at(at, () -> gatherRows(x, own));
            PackedRows tokenRows = rules.rows(x.rows());
            Rules ofExpert = rules;
            if (tokenRows != null) {
                PackedRows ownRows = tokenRows.select(own);
                ofExpert = rules.over(ownRows, ownRows);
            }
            if (rules.isObserved()) {
                ofExpert = ofExpert.observedBy(names.of(expert));
            }
            outputs.add(ofExpert.mlp(site(expert), experts.get(expert), routed));
        }
        tellUnused(names);
        return x.scope().at(at, () -> gatherRows(concat(0, outputs), placeOfPair));
    }

    private void tellUnused(ExpertNames names) {
        int[] used = chosen();
        for (int expert = 0; expert < experts.size(); expert++) {
            if (Arrays.binarySearch(used, expert) < 0) {
                names.tellUnused(expert);
            }
        }
    }
}
