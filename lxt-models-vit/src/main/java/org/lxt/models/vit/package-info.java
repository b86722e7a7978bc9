// SPDX-License-Identifier: BSD-3-Clause
/**
 * The plugin of vision transformers: {@link org.lxt.models.vit.VitPlugin}. Their forward code begins at {@code
 * VitModel}.
 */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.models.vit;
