// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops.shared;

/**
 * For each place of a destination the places of the source that are added up there, in their order.
 *
 * @param starts where each place's list begins, and the end of the last one
 * @param indices the lists, one after the other
 */
public record Sources(int[] starts, int[] indices) {
    /** The sources by destination, given the destination of each source; a negative one is none. */
    public static Sources of(int[] destinations, int count) {
        int[] starts = new int[count + 1];
        for (int destination : destinations) {
            if (destination >= 0) {
                starts[destination + 1]++;
            }
        }
        for (int i = 0; i < count; i++) {
            starts[i + 1] += starts[i];
        }
        int[] next = java.util.Arrays.copyOf(starts, count);
        int[] indices = new int[starts[count]];
        for (int source = 0; source < destinations.length; source++) {
            if (destinations[source] >= 0) {
                indices[next[destinations[source]]++] = source;
            }
        }
        return new Sources(starts, indices);
    }

    /** Whether nothing is added up: every place has one source or none. */
    public boolean isSingle() {
        for (int i = 1; i < starts.length; i++) {
            if (starts[i] - starts[i - 1] > 1) {
                return false;
            }
        }
        return true;
    }

    /** The one source of each place, or -1. */
    public int[] single() {
        int[] single = new int[starts.length - 1];
        for (int i = 0; i < single.length; i++) {
            single[i] = starts[i] < starts[i + 1] ? indices[starts[i]] : -1;
        }
        return single;
    }
}
