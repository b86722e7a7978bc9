// SPDX-License-Identifier: BSD-3-Clause
/** The plugin of the OLMo families: {@link org.lxt.models.olmo.OlmoPlugin}. Begin with {@code Olmo2}. */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.models.olmo;
