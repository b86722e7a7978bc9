// SPDX-License-Identifier: BSD-3-Clause
/** Graphs of components as files that viewers read: {@link org.lxt.report.graph.NeuronpediaGraph}. */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.report.graph;
