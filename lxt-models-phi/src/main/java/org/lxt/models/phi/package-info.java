// SPDX-License-Identifier: BSD-3-Clause
/** The plugin of the Phi family: {@link org.lxt.models.phi.PhiPlugin}. Begin with {@code Phi3Model}. */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.models.phi;
