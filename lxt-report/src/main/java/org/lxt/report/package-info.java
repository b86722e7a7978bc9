// SPDX-License-Identifier: BSD-3-Clause
/**
 * Explanations put in order for a report. Begin at {@link org.lxt.report.Report}, which is made of attributions and
 * given to a format.
 */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.report;
