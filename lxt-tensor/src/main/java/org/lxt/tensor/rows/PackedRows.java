// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.rows;

import java.util.ArrayList;
import java.util.List;

/**
 * How the rows of a tensor are packed from sequences, without padding: runs of consecutive positions, ordered by
 * sequence and position.
 */
public final class PackedRows {
    /**
     * Consecutive positions of a sequence.
     *
     * @param sequence index of the sequence
     * @param firstPosition position of the first row in its sequence
     * @param count number of rows
     */
    public record Run(int sequence, int firstPosition, int count) {}

    /**
     * One row.
     *
     * @param sequence index of the sequence
     * @param position position in it
     */
    public record Address(int sequence, int position) implements Comparable<Address> {
        @Override
        public int compareTo(Address other) {
            return sequence != other.sequence
                    ? Integer.compare(sequence, other.sequence)
                    : Integer.compare(position, other.position);
        }
    }

    private final List<Run> runs;
    private final int size;

    private PackedRows(List<Run> runs) {
        this.runs = List.copyOf(runs);
        this.size = runs.stream().mapToInt(Run::count).sum();
    }

    /** All positions of sequences of these lengths, one after the other. */
    public static PackedRows ofLengths(int... lengths) {
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < lengths.length; i++) {
            if (lengths[i] < 1) {
                throw new IllegalArgumentException("sequence " + i + " is empty");
            }
            runs.add(new Run(i, 0, lengths[i]));
        }
        return new PackedRows(runs);
    }

    /**
     * Consecutive positions of one sequence each, such as the latest tokens of sequences whose earlier ones were read before.
     *
     * @param runs ordered by sequence, one for each
     */
    public static PackedRows ofRuns(List<Run> runs) {
        for (int i = 0; i < runs.size(); i++) {
            if (runs.get(i).count() < 1
                    || runs.get(i).firstPosition() < 0
                    || (i > 0 && runs.get(i - 1).sequence() >= runs.get(i).sequence())) {
                throw new IllegalArgumentException("runs must be ordered by sequence and not empty: " + runs);
            }
        }
        return new PackedRows(runs);
    }

    /** These rows, ordered and each once. */
    public static PackedRows at(List<Address> addresses) {
        List<Run> runs = new ArrayList<>();
        for (Address a : addresses.stream().sorted().distinct().toList()) {
            Run last = runs.isEmpty() ? null : runs.getLast();
            if (last != null
                    && last.sequence() == a.sequence()
                    && last.firstPosition() + last.count() == a.position()) {
                runs.set(runs.size() - 1, new Run(last.sequence(), last.firstPosition(), last.count() + 1));
            } else {
                runs.add(new Run(a.sequence(), a.position(), 1));
            }
        }
        return new PackedRows(runs);
    }

    /**
     * Some of these rows.
     *
     * @param indices which, ascending
     */
    public PackedRows select(int... indices) {
        List<Address> chosen = new ArrayList<>();
        int next = 0;
        int at = 0;
        for (Run run : runs) {
            for (; next < indices.length && indices[next] < at + run.count(); next++) {
                chosen.add(new Address(run.sequence(), run.firstPosition() + indices[next] - at));
            }
            at += run.count();
        }
        return at(chosen);
    }

    /** The runs, ordered. */
    public List<Run> runs() {
        return runs;
    }

    /** Number of rows. */
    public int size() {
        return size;
    }

    /** The row at which a position of a sequence stands. */
    public int indexOf(int sequence, int position) {
        int at = 0;
        for (Run run : runs) {
            int inside = position - run.firstPosition();
            if (run.sequence() == sequence && inside >= 0 && inside < run.count()) {
                return at + inside;
            }
            at += run.count();
        }
        throw new IllegalArgumentException(
                "position " + position + " of sequence " + sequence + " is not among " + runs);
    }

    /** For each of these rows, where it stands among {@code all}. */
    public int[] indicesIn(PackedRows all) {
        int[] indices = new int[size];
        int at = 0;
        for (Run run : runs) {
            int first = all.indexOf(run.sequence(), run.firstPosition());
            for (int i = 0; i < run.count(); i++) {
                indices[at++] = first + i;
            }
        }
        return indices;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PackedRows rows && runs.equals(rows.runs);
    }

    @Override
    public int hashCode() {
        return runs.hashCode();
    }

    @Override
    public String toString() {
        return runs.toString();
    }
}
