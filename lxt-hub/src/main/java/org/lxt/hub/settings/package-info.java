// SPDX-License-Identifier: BSD-3-Clause
/** Which hub, which cache, which token: {@link org.lxt.hub.settings.HubSettings}. */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.hub.settings;
