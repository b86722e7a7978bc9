// SPDX-License-Identifier: BSD-3-Clause
/** Whether explanations depend on what a model learned, and on nothing but it. Start at {@link org.lxt.evaluate.sanity.SanityCheck}. */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.evaluate.sanity;
