/** Relevance of pixels as colours. */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.report.heat;
