// SPDX-License-Identifier: BSD-3-Clause
/** Passages ranked for a query, and why: {@link org.lxt.tasks.rank.RankTask}. */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.tasks.rank;
