// SPDX-License-Identifier: BSD-3-Clause
/** Prompts whose evidence is known, and how well relevance finds it. Start at {@link org.lxt.evaluate.evidence.EvidenceFile}. */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.evaluate.evidence;
