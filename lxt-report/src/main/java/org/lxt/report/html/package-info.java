// SPDX-License-Identifier: BSD-3-Clause
/** Reports as a page: {@link org.lxt.report.html.HtmlReport}. */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.report.html;
