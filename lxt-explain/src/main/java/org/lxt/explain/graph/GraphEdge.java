// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.graph;

/**
 * Relevance that flows from one component straight to another, through no third one: along the residual stream, the norms on it, and
 * what the second component is computed by.
 *
 * @param from index of the node that wrote, among {@link RelevanceGraph#nodes}
 * @param to index of the node that read
 * @param relevance in units of the explained value
 */
public record GraphEdge(int from, int to, double relevance) {}
