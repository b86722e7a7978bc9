// SPDX-License-Identifier: BSD-3-Clause
/**
 * From a checkpoint and a prompt to relevance. Begin at {@link org.lxt.explain.Explainer}: it is opened from a folder,
 * asked with a {@link org.lxt.explain.request.Prompt} and a {@link org.lxt.explain.request.Target}, and answers with an
 * {@link org.lxt.explain.result.Attribution}. {@link org.lxt.explain.ExplainerBuilder} has the options.
 */
@org.lxt.api.API(status = org.lxt.api.API.Status.STABLE, since = "0.1")
package org.lxt.explain;
