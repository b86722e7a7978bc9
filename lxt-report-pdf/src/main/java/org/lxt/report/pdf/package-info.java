// SPDX-License-Identifier: BSD-3-Clause
/** Reports as documents: {@link org.lxt.report.pdf.PdfReport}. */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.report.pdf;
