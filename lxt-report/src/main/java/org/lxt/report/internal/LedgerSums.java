// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.internal;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.lxt.explain.result.Closing;
import org.lxt.tensor.Ledger;

/** The entries of a ledger, added up so that people can read them. */
public final class LedgerSums {
    private LedgerSums() {}

    /**
     * A sum of entries.
     *
     * @param name cause or site
     * @param detail causes, or operations at the site
     * @param count how many entries
     * @param amount their sum
     */
    public record Sum(String name, String detail, int count, double amount) {}

    private static final class Growing {
        private final TreeSet<String> details = new TreeSet<>();
        private int count;
        private double amount;
    }

    /** Why a sum can be larger than the explained value; empty where none is. */
    public static Optional<String> whySumsAreLarge(Closing account) {
        boolean large = Stream.concat(byCause(account).stream(), bySite(account).stream())
                .anyMatch(s -> Math.abs(s.amount()) > Math.abs(account.value()));
        return large
                ? Optional.of("Amounts for and against cancel each other, so one of them can be several times the"
                        + " explained value.")
                : Optional.empty();
    }

    /** One sum for each cause, largest first. */
    public static List<Sum> byCause(Closing account) {
        Map<String, Growing> sums = new LinkedHashMap<>();
        for (Closing.Entry entry : account.entries()) {
            add(sums, name(entry.cause()), entry.operation(), entry.amount());
        }
        return sums(sums).stream()
                .sorted(Comparator.comparingDouble((Sum s) -> -Math.abs(s.amount())))
                .toList();
    }

    /** One sum for each site, in the order of the forward pass. */
    public static List<Sum> bySite(Closing account) {
        Map<String, Growing> sums = new LinkedHashMap<>();
        for (Closing.Entry entry : account.entries().reversed()) {
            String site = entry.site().path();
            add(sums, site.isEmpty() ? "(model)" : site, name(entry.cause()), entry.amount());
        }
        return sums(sums);
    }

    /** A cause in lower case, such as {@code softmax}. */
    public static String name(Ledger.Cause cause) {
        return cause.name().toLowerCase(Locale.ROOT);
    }

    private static void add(Map<String, Growing> sums, String name, String detail, double amount) {
        Growing sum = sums.computeIfAbsent(name, _ -> new Growing());
        sum.details.add(detail);
        sum.count++;
        sum.amount += amount;
    }

    private static List<Sum> sums(Map<String, Growing> sums) {
        return sums.entrySet().stream()
                .map(e -> new Sum(
                        e.getKey(), String.join(", ", e.getValue().details), e.getValue().count, e.getValue().amount))
                .toList();
    }
}
