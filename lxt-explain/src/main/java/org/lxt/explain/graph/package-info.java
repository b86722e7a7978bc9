// SPDX-License-Identifier: BSD-3-Clause
/**
 * Relevance as it flows from one component of a model to another: a graph of tokens, heads, MLPs and the explained value. Begin at
 * {@link org.lxt.explain.graph.RelevanceGraph}.
 */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.explain.graph;
