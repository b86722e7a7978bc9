// SPDX-License-Identifier: BSD-3-Clause
/** Means with intervals, and tests between methods. Start at {@link org.lxt.evaluate.statistic.Bootstrap}. */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.evaluate.statistic;
