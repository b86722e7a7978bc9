// SPDX-License-Identifier: BSD-3-Clause
/**
 * What happens when parts of an input are left out: which parts, and what stands in their place. Start from {@link
 * org.lxt.explain.method.occlusion.Occlusion}.
 */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.explain.method.occlusion;
