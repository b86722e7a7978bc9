// SPDX-License-Identifier: BSD-3-Clause
/** Why a model cannot be fetched: {@link org.lxt.hub.error.HubException}. */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.hub.error;
