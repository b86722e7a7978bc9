// SPDX-License-Identifier: BSD-3-Clause
/**
 * How relevance is found: by propagation under a rule set, along a path, from noise, or by leaving something out. Start from
 * {@link org.lxt.explain.method.Method}.
 */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.explain.method;
