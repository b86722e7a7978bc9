// SPDX-License-Identifier: BSD-3-Clause
/** Relevance of pixels as colours: {@link org.lxt.report.heat.Heatmap} and {@link org.lxt.report.heat.ColorMap}. */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.report.heat;
