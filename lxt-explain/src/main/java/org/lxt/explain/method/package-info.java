// SPDX-License-Identifier: BSD-3-Clause
/**
 * How relevance is found: what a method is asked, what it may do with the model, and what it gives; propagation under a rule set
 * itself. Other methods are in the packages below. Start from {@link org.lxt.explain.method.Method}.
 */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.explain.method;
