// SPDX-License-Identifier: BSD-3-Clause
/**
 * What is asked of an explainer, and what it says meanwhile: {@link org.lxt.explain.request.Prompt}, {@link
 * org.lxt.explain.request.Target}, {@link org.lxt.explain.request.Progress} and the exceptions.
 */
@org.lxt.api.API(status = org.lxt.api.API.Status.STABLE, since = "0.1")
package org.lxt.explain.request;
