// SPDX-License-Identifier: BSD-3-Clause
/** An evaluation as tables, CSV, JSON and plots. Start at {@link org.lxt.evaluate.output.EvaluationTable}. */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.evaluate.output;
