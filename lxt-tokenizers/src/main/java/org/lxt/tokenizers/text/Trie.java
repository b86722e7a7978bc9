// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.text;

import java.util.Arrays;

/**
 * Strings by their beginnings, each with a value. The edges of all nodes are in one open-addressed table over primitive
 * arrays, as every character of every text takes a look-up; those of the root are in an array of their own.
 */
public final class Trie {

    /** No such node, or no value. */
    public static final int NONE = -1;

    public static final int ROOT = 0;

    private final int[] rootEdges = new int[Character.MIN_SUPPLEMENTARY_CODE_POINT];
    private long[] edges = new long[1 << 10];
    private int[] targets = new int[1 << 10];
    private int[] values = new int[1 << 8];
    private int nodes = 1;

    public Trie() {
        Arrays.fill(rootEdges, NONE);
        Arrays.fill(edges, NONE);
        Arrays.fill(values, NONE);
    }

    /** Gives a string a value of at least 0, the last one given if it is added again. */
    public void put(String text, int value) {
        int node = ROOT;
        for (int i = 0; i < text.length(); i++) {
            int next = child(node, text.charAt(i));
            node = next == NONE ? grow(node, text.charAt(i)) : next;
        }
        values[node] = value;
    }

    /** The node that a character leads to. */
    public int child(int node, char c) {
        if (node == ROOT) {
            return rootEdges[c];
        }
        long edge = edge(node, c);
        int mask = edges.length - 1;
        for (int slot = slot(edge, mask); ; slot = (slot + 1) & mask) {
            long found = edges[slot];
            if (found == edge) {
                return targets[slot];
            }
            if (found == NONE) {
                return NONE;
            }
        }
    }

    /** The node that a string leads to from the root. */
    public int find(String text) {
        int node = ROOT;
        for (int i = 0; i < text.length() && node != NONE; i++) {
            node = child(node, text.charAt(i));
        }
        return node;
    }

    /** Value of the string that leads to a node. */
    public int value(int node) {
        return values[node];
    }

    public boolean isEmpty() {
        return nodes == 1;
    }

    private int grow(int node, char c) {
        int added = nodes++;
        if (added == values.length) {
            values = Arrays.copyOf(values, 2 * added);
            Arrays.fill(values, added, 2 * added, NONE);
        }
        if (2 * nodes > edges.length) {
            rehash();
        }
        if (node == ROOT) {
            rootEdges[c] = added;
        } else {
            insert(edge(node, c), added);
        }
        return added;
    }

    private void rehash() {
        long[] oldEdges = edges;
        int[] oldTargets = targets;
        edges = new long[2 * oldEdges.length];
        targets = new int[edges.length];
        Arrays.fill(edges, NONE);
        for (int i = 0; i < oldEdges.length; i++) {
            if (oldEdges[i] != NONE) {
                insert(oldEdges[i], oldTargets[i]);
            }
        }
    }

    private void insert(long edge, int target) {
        int mask = edges.length - 1;
        int slot = slot(edge, mask);
        while (edges[slot] != NONE) {
            slot = (slot + 1) & mask;
        }
        edges[slot] = edge;
        targets[slot] = target;
    }

    private static long edge(int node, char c) {
        return ((long) node << 16) | c;
    }

    private static int slot(long edge, int mask) {
        long mixed = edge * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32) & mask;
    }
}
