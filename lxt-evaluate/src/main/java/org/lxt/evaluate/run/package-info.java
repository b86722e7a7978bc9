// SPDX-License-Identifier: BSD-3-Clause
/** Evaluates methods on many prompts. Start at {@link org.lxt.evaluate.run.EvaluationRun}. */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.evaluate.run;
