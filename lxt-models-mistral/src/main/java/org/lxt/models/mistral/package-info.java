// SPDX-License-Identifier: BSD-3-Clause
/** The plugin of the Mistral families: {@link org.lxt.models.mistral.MistralPlugin}. Begin with {@code Mistral}. */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.models.mistral;
