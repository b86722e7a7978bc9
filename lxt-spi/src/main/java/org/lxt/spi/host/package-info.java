// SPDX-License-Identifier: BSD-3-Clause
/**
 * What a program needs that loads models: the families that are known, and folders of plugins. Begin with {@link
 * org.lxt.spi.host.ModelMap}. Authors of plugins need none of it.
 */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.spi.host;
