// SPDX-License-Identifier: BSD-3-Clause
/** The plugin of the Granite family: {@link org.lxt.models.granite.GranitePlugin}. Begin with {@code Granite}. */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.models.granite;
