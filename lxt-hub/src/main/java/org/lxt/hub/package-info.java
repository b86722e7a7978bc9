// SPDX-License-Identifier: BSD-3-Clause
/** Models of a hub, fetched once and kept in the cache that Hugging Face's libraries share: {@link org.lxt.hub.Hub}. */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.hub;
