// SPDX-License-Identifier: BSD-3-Clause
/**
 * How a graph of components is found. Begin at {@link org.lxt.explain.run.graph.GraphRun}.
 */
package org.lxt.explain.run.graph;
