// SPDX-License-Identifier: BSD-3-Clause
/**
 * What an explainer answers with. Begin at {@link org.lxt.explain.result.Attribution}; what a model says before anybody
 * asks why is a {@link org.lxt.explain.result.Prediction}.
 */
@org.lxt.api.API(status = org.lxt.api.API.Status.STABLE, since = "0.1")
package org.lxt.explain.result;
