// SPDX-License-Identifier: BSD-3-Clause
/** The folders of the cache. Start at {@link org.lxt.hub.cache.ModelCache}. */
package org.lxt.hub.cache;
