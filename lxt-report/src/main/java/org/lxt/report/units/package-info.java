// SPDX-License-Identifier: BSD-3-Clause
/** Relevance and activation of units as files of tensors: {@link org.lxt.report.units.UnitFile}. */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.report.units;
