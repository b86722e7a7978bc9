// SPDX-License-Identifier: BSD-3-Clause
/** What files a model has, and which of them are needed. Start at {@link org.lxt.hub.listing.Listing}. */
package org.lxt.hub.listing;
