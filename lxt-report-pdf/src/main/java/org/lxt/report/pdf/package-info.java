/** Reports as documents. */
@org.lxt.tensor.api.API(status = org.lxt.tensor.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.report.pdf;
