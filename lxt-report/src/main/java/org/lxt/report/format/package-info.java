// SPDX-License-Identifier: BSD-3-Clause
/**
 * What a report can be written as: {@link org.lxt.report.format.ReportFormat} is what a format implements, {@link
 * org.lxt.report.format.ReportFormats} finds those that are there.
 */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.report.format;
