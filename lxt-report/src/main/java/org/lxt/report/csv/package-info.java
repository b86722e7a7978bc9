// SPDX-License-Identifier: BSD-3-Clause
/** Reports as CSV: {@link org.lxt.report.csv.CsvReport}. */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.report.csv;
