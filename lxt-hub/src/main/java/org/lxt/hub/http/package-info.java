// SPDX-License-Identifier: BSD-3-Clause
/** Requests to the hub, and downloads that go on where they broke off. Start at {@link org.lxt.hub.http.HubClient}. */
package org.lxt.hub.http;
