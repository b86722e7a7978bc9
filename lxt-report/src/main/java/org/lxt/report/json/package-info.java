// SPDX-License-Identifier: BSD-3-Clause
/** Reports as JSON, written and read: {@link org.lxt.report.json.ReportJson}. */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.report.json;
